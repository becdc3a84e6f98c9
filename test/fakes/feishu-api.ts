/** Feishu's HTTP API, as far as a chat bot calls it: who may call what, how often, and which part answers. */
import { z } from 'zod';
import { FeishuFiles } from './feishu-files.ts';
import { FeishuLimits } from './feishu-limits.ts';
import { FeishuMessages, fields } from './feishu-messages.ts';
import { Refused, badParameter } from './feishu-refused.ts';
import type { FeishuAccount, FeishuChat, FeishuResource, FeishuState } from './feishu-state.ts';
import { FeishuTokens } from './feishu-tokens.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What an app can be granted, and what a bot of this kind asks for. */
export const SCOPES = [
  'im:message:send_as_bot',
  'im:message.p2p_msg:readonly',
  'im:message.group_at_msg:readonly',
  'im:message.group_msg',
  'im:message:update',
  'im:message:readonly',
  'im:resource',
  'im:chat:readonly',
  'contact:user.id:readonly',
] as const;
export type Scope = (typeof SCOPES)[number];

interface Call {
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
  /** What the body says as JSON. */
  readonly said: unknown;
}

interface Route {
  readonly is: string;
  readonly path: RegExp;
  readonly scope: Scope | null;
  readonly answer: (call: Call) => object | Promise<object>;
}

const Asked = z.object({
  mobiles: z.array(z.string()).max(50).optional(),
  emails: z.array(z.string()).max(50).optional(),
});

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

function parsedBody({ contentType, body }: ApiRequest): unknown {
  if (!contentType.includes('json') || body.length === 0) return null;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new Refused(9499, 'Bad Request');
  }
}

const download = (resource: FeishuResource): ApiAnswer => ({
  status: 200,
  headers: {
    'content-type': resource.contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(resource.name)}`,
  },
  body: Buffer.from(resource.bytes),
});

export class FeishuApi {
  readonly limits = new FeishuLimits();
  readonly tokens: FeishuTokens;
  readonly messages: FeishuMessages;
  readonly granted = new Set<Scope>(SCOPES.filter((scope) => scope !== 'im:message.group_msg'));
  /** All calls are refused as too many until then, epoch ms. */
  limitedUntil = 0;
  readonly #files: FeishuFiles;
  readonly #state: FeishuState;
  readonly #routes: readonly Route[];

  constructor(state: FeishuState) {
    this.#state = state;
    this.tokens = new FeishuTokens(state);
    this.messages = new FeishuMessages(state, this.limits);
    this.#files = new FeishuFiles(state);
    this.#routes = [...this.#messageRoutes(), ...this.#otherRoutes()];
  }

  async answer(request: ApiRequest): Promise<ApiAnswer> {
    try {
      if (request.path === '/open-apis/auth/v3/tenant_access_token/internal') {
        return json(200, this.tokens.issue(parsedBody(request)));
      }
      return await this.#called(request);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, message, status, headers } = error;
      return json(status, { code, msg: message, error: { log_id: String(this.#state.now()) } }, headers);
    }
  }

  async #called(request: ApiRequest): Promise<ApiAnswer> {
    const { method, path } = request;
    const route = this.#routes.find((one) => one.is === method && one.path.test(path));
    if (route === undefined) return { status: 404, headers: {}, body: Buffer.from('404 page not found') };
    this.tokens.check(request.authorization);
    if (route.scope !== null && !this.granted.has(route.scope)) {
      throw new Refused(99991672, `Access denied. One of the following scopes is required: [${route.scope}]`);
    }
    this.#count(route);
    const { query, contentType, body } = request;
    const parts = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const data = await route.answer({ parts, query, contentType, body, said: parsedBody(request) });
    if ('bytes' in data) return download(data as FeishuResource);
    return json(200, 'bot' in data ? { code: 0, msg: 'ok', ...data } : { code: 0, msg: 'success', data });
  }

  /** Each interface of the platform has a count of its own. */
  #count(route: Route): void {
    const now = this.#state.now();
    const wait = Math.max(
      this.limitedUntil - now,
      this.limits.call('app', `${route.is} ${route.path.source}`, now) ?? 0,
    );
    if (wait <= 0) return;
    throw new Refused(99991400, 'request trigger frequency limit', 429, {
      'x-ogw-ratelimit-limit': '50',
      'x-ogw-ratelimit-reset': String(Math.ceil(wait / 1000)),
    });
  }

  #messageRoutes(): Route[] {
    const { messages } = this;
    const one = /^\/open-apis\/im\/v1\/messages\/([^/]+)$/;
    const part = (call: Call): string => call.parts[0] ?? '';
    return [
      {
        is: 'POST',
        path: /^\/open-apis\/im\/v1\/messages$/,
        scope: 'im:message:send_as_bot',
        answer: ({ query, said }) => messages.create(query.get('receive_id_type'), said),
      },
      {
        is: 'POST',
        path: /^\/open-apis\/im\/v1\/messages\/([^/]+)\/reply$/,
        scope: 'im:message:send_as_bot',
        answer: (call) => messages.reply(part(call), call.said),
      },
      { is: 'PATCH', path: one, scope: 'im:message:update', answer: (call) => messages.patch(part(call), call.said) },
      { is: 'PUT', path: one, scope: 'im:message:update', answer: (call) => messages.edit(part(call), call.said) },
      { is: 'DELETE', path: one, scope: 'im:message:update', answer: (call) => messages.recall(part(call)) },
      { is: 'GET', path: one, scope: 'im:message:readonly', answer: (call) => messages.get(part(call)) },
      {
        is: 'GET',
        path: /^\/open-apis\/im\/v1\/messages\/([^/]+)\/resources\/([^/]+)$/,
        scope: 'im:message:readonly',
        answer: ({ parts, query }) => this.#files.inMessage(parts[0] ?? '', parts[1] ?? '', query.get('type')),
      },
    ];
  }

  #otherRoutes(): Route[] {
    const base = '^/open-apis/';
    return [
      {
        is: 'POST',
        path: new RegExp(`${base}im/v1/images$`),
        scope: 'im:resource',
        answer: ({ contentType, body }) => this.#files.uploadImage(contentType, body),
      },
      {
        is: 'POST',
        path: new RegExp(`${base}im/v1/files$`),
        scope: 'im:resource',
        answer: ({ contentType, body }) => this.#files.uploadFile(contentType, body),
      },
      { is: 'GET', path: new RegExp(`${base}im/v1/chats$`), scope: 'im:chat:readonly', answer: () => this.#groups() },
      {
        is: 'GET',
        path: new RegExp(`${base}im/v1/chats/([^/]+)$`),
        scope: 'im:chat:readonly',
        answer: ({ parts }) => this.#chat(parts[0] ?? ''),
      },
      {
        is: 'POST',
        path: new RegExp(`${base}contact/v3/users/batch_get_id$`),
        scope: 'contact:user.id:readonly',
        answer: ({ said }) => this.#people(said),
      },
      { is: 'GET', path: new RegExp(`${base}bot/v3/info$`), scope: null, answer: () => this.#bot() },
      { is: 'GET', path: new RegExp(`${base}application/v6/scopes$`), scope: null, answer: () => this.#scopes() },
    ];
  }

  #bot(): object {
    const { bot } = this.#state;
    return {
      bot: { activate_status: 2, app_name: bot.name, avatar_url: '', ip_white_list: [], open_id: bot.ids.open_id },
    };
  }

  #scopes(): object {
    const status = (scope: Scope): number => (this.granted.has(scope) ? 1 : 2);
    return {
      scopes: SCOPES.map((scope) => ({ scope_name: scope, grant_status: status(scope), scope_type: 'tenant' })),
    };
  }

  #groups(): object {
    const groups = [...this.#state.chats.values()].filter(({ kind, botIsIn }) => kind === 'group' && botIsIn);
    const items = groups.map(({ id, name }) => ({ chat_id: id, name, tenant_key: this.#state.tenantKey }));
    return { items, has_more: false, page_token: '' };
  }

  #chat(id: string): object {
    const chat: FeishuChat | undefined = this.#state.chats.get(id);
    if (chat === undefined) throw badParameter('invalid chat_id');
    if (!chat.botIsIn) throw new Refused(232011, 'Operator can NOT be out of the chat.');
    return { name: chat.name, chat_mode: chat.kind, chat_type: 'private', tenant_key: this.#state.tenantKey };
  }

  #people(said: unknown): object {
    const { mobiles = [] } = fields(Asked, said);
    const accounts: FeishuAccount[] = [...this.#state.accounts.values()];
    const find = (mobile: string): object => {
      const wanted = mobile.replace(/^\+86/, '');
      const found = accounts.find((one) => one.mobile !== null && one.mobile === wanted);
      return found === undefined ? { mobile } : { mobile, user_id: found.ids.open_id };
    };
    return { user_list: mobiles.map(find) };
  }
}
