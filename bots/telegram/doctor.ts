/** Looks at token, clock, webhook and group permission without starting the bot; changes nothing at Telegram. */
import { GrammyError, type RawApi } from 'grammy';
import { z } from 'zod';
import type { Config, WebhookConfig } from './config.ts';
import { DOCTOR, type Finding, type WebhookReason } from './render.ts';
import { Me } from './schema.ts';
import { whyOf } from './trouble.ts';
import { openWire, within } from './wire.ts';

const CALL_MS = 10_000;
/** A clock that is off by more puts a check-in into another minute than the person saw, in ms. */
const SKEW_MS = 60_000;
/** An older failure of the webhook is over, in ms. */
const RECENT_MS = 3_600_000;
const MANY_PENDING = 50;

type Looked = Pick<Config, 'token' | 'apiRoot' | 'webhook' | 'now'>;

export async function examine(config: Looked): Promise<Finding[]> {
  const now = config.now ?? Date.now;
  const wire = openWire(config);
  try {
    const me = Me.safeParse(await wire.api.getMe(within(CALL_MS)));
    if (!me.success) return [DOCTOR.answersBadly('bad-answer')];
    const found = [DOCTOR.token(me.data.username), ...groups(me.data)];
    return [...found, ...(await clock(config.apiRoot, now)), ...(await delivery(wire.api, config, now()))];
  } catch (error) {
    return [failure(error)];
  } finally {
    wire.close();
  }
}

function failure(error: unknown): Finding {
  const why = whyOf(error);
  if (why === 'unauthorized') return DOCTOR.badToken;
  return error instanceof GrammyError || why === 'bad-answer' ? DOCTOR.answersBadly(why) : DOCTOR.unreachable;
}

const groups = (me: Me): Finding[] =>
  me.can_join_groups ? [me.can_read_all_group_messages ? DOCTOR.privacyOff : DOCTOR.privacyOn] : [DOCTOR.noGroups];

/** Telegram says its time in the head of every answer, which grammY does not hand on. */
async function clock(apiRoot: string, now: () => number): Promise<Finding[]> {
  const told = await fetch(apiRoot, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(CALL_MS) })
    .then(({ headers }) => Date.parse(headers.get('date') ?? ''))
    .catch(() => Number.NaN);
  if (Number.isNaN(told)) return [];
  const offMs = Math.abs(now() - told);
  return [offMs > SKEW_MS ? DOCTOR.clockOff(Math.round(offMs / 1000)) : DOCTOR.clock];
}

const WebhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.number().catch(0),
  last_error_date: z.number().catch(0),
  last_error_message: z.string().catch(''),
});
type WebhookInfo = z.infer<typeof WebhookInfo>;

async function delivery(api: RawApi, { webhook }: Looked, now: number): Promise<Finding[]> {
  const { data: info } = WebhookInfo.safeParse(await api.getWebhookInfo(within(CALL_MS)));
  if (!info) return [DOCTOR.answersBadly('bad-answer')];
  const waiting = info.pending_update_count >= MANY_PENDING ? [DOCTOR.pending(info.pending_update_count)] : [];
  if (webhook === null) return [info.url === '' ? DOCTOR.polling : DOCTOR.webhookInTheWay, ...waiting];
  return [posted(info, webhook, now), await reached(webhook.url), ...waiting];
}

function posted(info: WebhookInfo, { url }: WebhookConfig, now: number): Finding {
  if (info.url !== url) return DOCTOR.webhookNotSet;
  const failed = now - info.last_error_date * 1000 < RECENT_MS;
  return failed ? DOCTOR.webhookFails(reasonOf(info.last_error_message)) : DOCTOR.webhook;
}

const WORDS: readonly (readonly [RegExp, WebhookReason])[] = [
  [/\b401\b/, 'secret'],
  [/SSL|certificate/i, 'certificate'],
  [/\b503\b/, 'store'],
  [/timed? ?out/i, 'timeout'],
  [/refused|resolve|unreachable/i, 'refused'],
];
const reasonOf = (message: string): WebhookReason => WORDS.find(([words]) => words.test(message))?.[1] ?? 'other';

/** Our own server refuses a post without the secret; anything else that answers is not it. */
async function reached(url: string): Promise<Finding> {
  const signal = AbortSignal.timeout(CALL_MS);
  const status = await fetch(url, { method: 'POST', body: '{}', redirect: 'manual', signal }).then(
    (response) => response.status,
    () => null,
  );
  if (status === null || status === 502 || status === 504) return DOCTOR.webhookClosed;
  return status === 401 ? DOCTOR.webhookReached : DOCTOR.webhookOpen;
}
