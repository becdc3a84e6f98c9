/** What can be looked at of the Feishu bot from outside: its app, its clock, its permissions, and how events come. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createApi } from './api.ts';
import type { Api } from './api.ts';
import type { Config, WebhookConfig } from './config.ts';
import { ApiFailure } from './failure.ts';
import { DOCTOR, SCOPE_WORDS } from './render.ts';
import type { Finding } from './render.ts';
import { Answer, BotInfo, Scopes } from './schema.ts';

const WITHIN_MS = 10_000;
/** A clock that is further off makes signatures and the order of messages doubtful. */
const SKEW_S = 60;
const GRANTED = 1;
const ACTIVE = 2;

/** Each scope with those that include it. */
const SCOPES: Readonly<Record<keyof typeof SCOPE_WORDS, readonly string[]>> = {
  'im:message:send_as_bot': ['im:message'],
  'im:message.p2p_msg:readonly': ['im:message.p2p_msg'],
  'im:message.group_at_msg:readonly': ['im:message.group_at_msg', 'im:message.group_msg'],
  'im:message:update': ['im:message'],
  'im:message:readonly': ['im:message'],
  'im:resource': [],
  'im:chat:readonly': ['im:chat'],
  'contact:user.id:readonly': [],
};

/** Never rejects: what can't be looked at is a finding too. */
export async function examine(config: Config): Promise<readonly Finding[]> {
  const api = createApi(config, () => {});
  const app = await lookAtApp(api, config);
  if (app.some(({ state }) => state === 'wrong')) return app;
  return [...app, ...(await lookAtBot(api)), ...(await lookAtScopes(api)), ...(await lookAtDelivery(config))];
}

async function lookAtApp(api: Api, { domain, now = Date.now }: Config): Promise<readonly Finding[]> {
  try {
    const theirs = await api.signIn(AbortSignal.timeout(WITHIN_MS));
    const seconds = theirs === null ? 0 : Math.round((now() - theirs) / 1000);
    return [DOCTOR.appFine, Math.abs(seconds) > SKEW_S ? DOCTOR.clockOff(seconds) : DOCTOR.clockFine];
  } catch (error) {
    return [error instanceof ApiFailure && error.code !== null ? DOCTOR.appRefused : DOCTOR.unreachable(domain)];
  }
}

async function lookAtBot(api: Api): Promise<readonly Finding[]> {
  const answer = await api
    .call({ method: 'GET', path: 'bot/v3/info' }, AbortSignal.timeout(WITHIN_MS))
    .catch(() => null);
  const info = BotInfo.safeParse(answer);
  return [info.success && (info.data.bot.activate_status ?? ACTIVE) === ACTIVE ? DOCTOR.botFine : DOCTOR.botOff];
}

async function lookAtScopes(api: Api): Promise<readonly Finding[]> {
  const call = { method: 'GET', path: 'application/v6/scopes' } as const;
  const listed = Scopes.safeParse(await api.call(call, AbortSignal.timeout(WITHIN_MS)).catch(() => null));
  if (!listed.success) return [DOCTOR.scopesUnknown];
  const granted = new Set(
    listed.data.scopes.filter(({ grant_status: status }) => status === GRANTED).map(({ scope_name: name }) => name),
  );
  const names = Object.keys(SCOPES) as (keyof typeof SCOPE_WORDS)[];
  const missing = names.filter((name) => ![name, ...SCOPES[name]].some((one) => granted.has(one)));
  const group = granted.has('im:message.group_msg') ? DOCTOR.groupAll : DOCTOR.groupMentions;
  if (missing.length === 0) return [DOCTOR.scopesFine, group];
  return [...missing.map((name) => DOCTOR.scopeMissing(name, SCOPE_WORDS[name])), group];
}

const lookAtDelivery = (config: Config): Promise<readonly Finding[]> =>
  config.webhook === null ? lookAtConnection(config) : lookAtWebhook(config.webhook);

async function posted(url: string, body: object): Promise<Response | null> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return await fetch(url, { ...request, signal: AbortSignal.timeout(WITHIN_MS) }).catch(() => null);
}

/** Asks for the address of a long connection; none is opened, so a bot that runs keeps its own. */
async function lookAtConnection({ domain, appId, appSecret }: Config): Promise<readonly Finding[]> {
  const response = await posted(`${domain}/callback/ws/endpoint`, { AppID: appId, AppSecret: appSecret });
  const answer = Answer.safeParse(await response?.json().catch(() => null));
  return [answer.data?.code === 0 ? DOCTOR.longFine : DOCTOR.longRefused];
}

/** Asks the running bot for the word that the developer console asks it for. */
async function lookAtWebhook(webhook: WebhookConfig): Promise<readonly Finding[]> {
  const { host, port, encryptKey, verificationToken } = webhook;
  const where = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const challenge = randomBytes(16).toString('hex');
  const asked = { type: 'url_verification', challenge, token: verificationToken };
  const response = await posted(`http://${where}/`, { encrypt: encrypted(JSON.stringify(asked), encryptKey) });
  if (response === null) return [DOCTOR.hookSilent(where)];
  const answer = (await response.json().catch(() => null)) as { challenge?: unknown } | null;
  return answer?.challenge === challenge ? [DOCTOR.hookFine, DOCTOR.hookOutside] : [DOCTOR.hookOtherKeys(where)];
}

function encrypted(text: string, key: string): string {
  const vector = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), vector);
  return Buffer.concat([vector, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}
