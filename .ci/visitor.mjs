// A person at the web chat, without a browser: enough to see that a message is answered and that it is still there after a restart.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { URLSearchParams } from 'node:url';

const ANSWER_LIMIT_MS = 30_000;

/** Whoever a form on the page at `path` signs in. */
async function signIn(url, path, body) {
  const response = await globalThis.fetch(url + path, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams(body),
    redirect: 'manual',
  });
  const chat = response.headers.get('location');
  if (response.status !== 303 || chat === null) throw new Error(`signing in at ${path} answered ${response.status}`);
  return visitor(url, chat, response.headers.get('set-cookie').split(';')[0]);
}

/** Signs in as a person of the sample county. */
export const pick = (url, accountId) => signIn(url, '/pick', { accountId });

/** Binds with a code: name, last four digits and code. */
export const bind = (url, claim) => signIn(url, '/bind', claim);

/** Signs in by a personal link. */
export const follow = (url, link) => signIn(url, new URL(link).pathname, {});

function visitor(url, chat, cookie) {
  const ask = async (path, more = {}) => {
    const headers = { origin: url, cookie, 'content-type': 'application/json' };
    const response = await globalThis.fetch(`${url}${chat}api/${path}`, { ...more, headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  };
  const conversation = async () =>
    (await ask('state')).conversations.find(({ kind }) => kind === 'direct').conversation;

  /** What was said in the direct chat, oldest first, as `me: …` and `bot: …`. */
  const said = async () => {
    const { messages } = await ask(`messages?conversation=${encodeURIComponent(await conversation())}`);
    return messages.map(({ from, text }) => `${from}: ${text}`);
  };
  /** Says `text` and returns the bot's next words. */
  const say = async (text) => {
    const before = (await said()).length;
    const body = { eventKey: randomUUID(), conversation: await conversation(), quote: null, kind: 'text', text };
    await ask('messages', { method: 'POST', body: JSON.stringify(body) });
    return hears('', before);
  };
  /** The first message of the bot with these words in it, after so many messages. */
  const hears = async (words, after = 0) => {
    for (const deadline = Date.now() + ANSWER_LIMIT_MS; Date.now() < deadline; await delay(100)) {
      const heard = (await said()).slice(after).find((line) => line.startsWith('bot: ') && line.includes(words));
      if (heard !== undefined) return heard;
    }
    throw new Error(`nothing was said${words === '' ? '' : ` of "${words}"`}`);
  };
  return { said, say, hears };
}
