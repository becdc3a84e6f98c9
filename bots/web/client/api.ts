/** Asks the server. All paths are below the page's own, `/a/<account>/`, so that the right cookie goes along. */
import type { PostResult, Queued } from './outbox.ts';
import type { MessageView, PageView, PostedView, RefusalView, StateView } from './wire.ts';

const ASK_MS = 15_000;
/** Photos and documents over a slow line; the server waits a little longer. */
const POST_FILES_MS = 280_000;

/** The session is over: the person must come in again. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path, { signal: AbortSignal.timeout(ASK_MS), headers: { accept: 'application/json' } });
  // 403: the gate, or a proxy before it, lets this page no longer in; the front page says why.
  if (response.status === 401 || response.status === 403) throw new SignedOut(path);
  if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
  return (await response.json()) as T;
}

export const fetchState = (): Promise<StateView> => get('api/state');

/** The newest messages, or those before `before`. */
export const fetchPage = (conversation: string, before: number | null): Promise<PageView> =>
  get(
    `api/messages?conversation=${encodeURIComponent(conversation)}${before === null ? '' : `&before=${String(before)}`}`,
  );

/** All that changed after the cursors. */
export async function fetchChanges(since: () => string, take: (message: MessageView) => void): Promise<void> {
  for (let more = true; more;) {
    const page = await get<PageView>(`api/changes?since=${encodeURIComponent(since())}`);
    page.messages.forEach(take);
    ({ more } = page);
  }
}

export async function leave(): Promise<void> {
  await fetch('api/leave', { method: 'POST' });
}

/** Sends one message; never rejects. */
export async function post(queued: Queued): Promise<PostResult> {
  try {
    const signal = AbortSignal.timeout(isPlain(queued) ? ASK_MS : POST_FILES_MS);
    return await read(await fetch('api/messages', { method: 'POST', signal, ...encoded(queued) }));
  } catch {
    return { result: 'later' };
  }
}

const isPlain = ({ images, files = [] }: Queued): boolean => images.length + files.length === 0;

function encoded(queued: Queued): RequestInit {
  const { body, images, files = [] } = queued;
  if (isPlain(queued)) {
    return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  }
  const form = new FormData();
  form.set('message', JSON.stringify(body));
  for (const image of images) form.append('image', image);
  for (const file of files) form.append('file', file, file.name);
  return { body: form };
}

async function read(response: Response): Promise<PostResult> {
  if (response.ok) return { result: 'acknowledged', posted: (await response.json()) as PostedView };
  if (response.status === 401) return { result: 'signed-out' };
  if (response.status >= 500 || response.status === 429 || response.status === 408) return { result: 'later' };
  const refusal = (await response.json()) as RefusalView;
  return { result: 'refused', why: refusal.error.text };
}
