/** The methods that a bot may call, by name. */
import type { BotCommand } from 'grammy/types';
import type { TelegramParams } from './telegram-body.ts';
import { writable } from './telegram-chats.ts';
import type { UpdateQueue } from './telegram-queue.ts';
import { ApiRefusal } from './telegram-refusal.ts';
import { SENDING } from './telegram-sends.ts';
import type { WebhookSender } from './telegram-webhook.ts';
import type { TelegramWorld } from './telegram-world.ts';

export interface Called {
  readonly params: TelegramParams;
  readonly world: TelegramWorld;
  readonly queue: UpdateQueue;
  readonly webhook: WebhookSender;
  readonly commands: Map<string, BotCommand[]>;
  /** How long a second of a long poll takes, in ms. */
  readonly secondMs: number;
  /** The caller has hung up. */
  readonly gone: AbortSignal;
}

type Method = (called: Called) => unknown;

const DOWNLOAD_BYTES = 20 * 1024 * 1024;
const PRESS_LIFE_MS = 15 * 60_000;

const bad = (why: string): ApiRefusal => new ApiRefusal(400, `Bad Request: ${why}`);

const METHODS: Readonly<Record<string, Method>> = {
  getMe: ({ world }) => ({ ...world.bot, can_read_all_group_messages: !world.privacy }),
  getUpdates,
  setWebhook({ params, queue, webhook }) {
    webhook.set(params);
    wish(params, queue);
    if (params.yes('drop_pending_updates')) queue.drop();
    return true;
  },
  deleteWebhook({ params, queue, webhook }) {
    if (params.yes('drop_pending_updates')) queue.drop();
    return webhook.remove();
  },
  getWebhookInfo: ({ webhook, queue }) => webhook.info(queue.allowed),
  answerCallbackQuery,
  setMyCommands,
  getMyCommands: ({ params, commands }) => commands.get(scopeOf(params)) ?? [],
  getFile,
  sendChatAction({ params, world }) {
    writable(params, world);
    return true;
  },
};

const BY_NAME = new Map<string, Method>([
  ...Object.entries(METHODS).map(([name, method]) => [name.toLowerCase(), method] as const),
  ...Object.entries(SENDING).map(
    ([name, method]) => [name.toLowerCase(), ({ params, world }: Called) => method(params, world)] as const,
  ),
]);

/** Names are taken in any case, as Telegram does. */
export function methodOf(name: string): Method {
  const method = BY_NAME.get(name.toLowerCase());
  if (method === undefined) throw new ApiRefusal(404, 'Not Found: method not found');
  return method;
}

function wish(params: TelegramParams, queue: UpdateQueue): void {
  const allowed = params.structure('allowed_updates');
  if (Array.isArray(allowed)) queue.allowed = allowed.map(String);
}

function getUpdates({ params, queue, webhook, secondMs, gone }: Called): Promise<unknown> {
  if (webhook.hook !== null) {
    const how = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    throw new ApiRefusal(409, `Conflict: ${how}`);
  }
  wish(params, queue);
  const limit = params.number('limit');
  const ask = {
    offset: params.number('offset'),
    limit: limit >= 1 && limit <= 100 ? limit : 100,
    timeoutMs: Math.min(Math.max(params.number('timeout'), 0), 50) * secondMs,
  };
  return queue.poll(ask, gone);
}

function answerCallbackQuery({ params, world }: Called): true {
  const press = world.presses.get(params.text('callback_query_id'));
  if (press === undefined || world.now() - press.at > PRESS_LIFE_MS) {
    throw bad('query is too old and response timeout expired or query ID is invalid');
  }
  if (params.text('text').length > 200) throw bad('MESSAGE_TOO_LONG');
  press.answer = params.text('text');
  return true;
}

const scopeOf = (params: TelegramParams): string =>
  `${JSON.stringify(params.structure('scope') ?? { type: 'default' })} ${params.text('language_code')}`;

function setMyCommands({ params, commands }: Called): true {
  const given = params.structure('commands') as BotCommand[] | undefined;
  if (!Array.isArray(given)) throw bad("can't parse commands");
  if (given.length > 100) throw bad('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of given) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw bad('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) throw bad('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  commands.set(
    scopeOf(params),
    given.map((one) => ({ ...one, command: one.command.replace(/^\//, '') })),
  );
  return true;
}

function getFile({ params, world }: Called): unknown {
  const file = world.files.get(params.text('file_id'));
  if (file === undefined) throw bad('invalid file_id');
  if (file.fault === 'gone') throw bad('wrong file_id or the file is temporarily unavailable');
  if (file.fault === 'too-big' || file.bytes.length > DOWNLOAD_BYTES) throw bad('file is too big');
  const { id, uniqueId, bytes, path } = file;
  return { file_id: id, file_unique_id: uniqueId, file_size: bytes.length, file_path: path };
}
