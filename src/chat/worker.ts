/** Takes what waits, decides it, and keeps everything in one transaction; a batch that fails is worked singly. */
import type { Logger } from 'pino';
import type { Facts } from '../domain/facts.ts';
import { emptyDesk, type PolicyDesk } from '../domain/policy-asking.ts';
import type { Reply, Result } from '../domain/reply.ts';
import type { CountySettings } from '../domain/settings.ts';
import { say, type Outcome } from '../commands/context.ts';
import type { Rules } from '../rules/decision.ts';
import type { Send } from '../store/apply.ts';
import type { Store, TakenMessage, Work, WorkResult } from '../store/store.ts';
import { addressed, type Addressed, type FilesOf } from './address.ts';
import { apart, type Platforms } from './apart.ts';
import type { AtArrow } from './arrow.ts';
import { looksOf } from './looks.ts';
import { keepOn } from './loop.ts';
import type { KeptFile } from './message.ts';
import { noMeter, type Meter } from './meter.ts';
import { route } from './router.ts';
import { meets, touched } from './touched.ts';
import { settleUnknownSends } from './unknown-sends.ts';
import { gapSends } from './untold-gaps.ts';
import type { Wakeable } from './wake.ts';

export interface WorkerDeps {
  readonly store: Store;
  readonly rules: Rules;
  readonly settings: CountySettings;
  /** Whom questions about the rules are put to. Where nothing is said, none is answered. */
  readonly policies?: PolicyDesk;
  /** What the adapters' platforms can do: long answers go there in parts. Whole ones go where nothing is said. */
  readonly platforms?: Platforms;
  /** Makes the file that goes with a result, and keeps it; none for most. */
  readonly makeFiles: (result: Result, now: number) => Promise<readonly KeptFile[]>;
  readonly now: () => number;
  readonly at: AtArrow;
  readonly log: Logger;
  /** At most this many messages a transaction; 1 works singly. */
  readonly batch: number;
  readonly meter?: Meter;
}

/** Works one batch. Returns how many messages are settled; 0 when nothing was to be had. */
export async function workBatch(
  deps: WorkerDeps,
  limit: number = deps.batch,
  onlyId: bigint | null = null,
): Promise<number> {
  let ids: readonly bigint[] = [];
  let worked: readonly number[] = [];
  try {
    const done = await deps.store.inTransaction(async (tx) => {
      const { messages, unreadable } = await tx.take(limit, onlyId);
      ids = messages.map((t) => t.id);
      for (const id of unreadable) if (await tx.fail(id, 'unreadable')) tellSetAside(deps, id, 'unreadable');
      if (messages.length === 0) return unreadable.length;
      deps.at('taken');
      const results = await decideAll(tx, deps, messages);
      deps.at('decided');
      await tx.apply(results, deps.now());
      deps.at('applied');
      worked = messages.slice(0, results.length).map((t) => t.message.receivedAt);
      return results.length + unreadable.length;
    });
    if (done > 0) deps.at('committed');
    if (worked.length > 0) (deps.meter ?? noMeter).worked(worked, deps.now());
    return done;
  } catch (error) {
    return await recover(deps, ids, error);
  }
}

/** A failed batch is worked singly; a single failure is counted, a lost race is simply tried again. */
async function recover(deps: WorkerDeps, ids: readonly bigint[], error: unknown): Promise<number> {
  const [only] = ids;
  if (only === undefined || deps.store.isTrouble(error)) throw error;
  if (ids.length > 1) {
    let done = 0;
    for (const id of ids) done += await workBatch(deps, 1, id);
    return done;
  }
  if (deps.store.isConflict(error)) return 1;
  const failure = error instanceof Error ? error.name : 'unknown';
  deps.log.error({ inboxId: String(only), failure }, 'message failed');
  deps.meter?.failed();
  await deps.store.inTransaction((tx) => countFailure(tx, deps, only, failure));
  return 1;
}

/** Counts the failure; when the message is set aside, its sender is told. The operator is told by the log and the CLI. */
async function countFailure(tx: Work, deps: WorkerDeps, id: bigint, failure: string): Promise<void> {
  const { messages } = await tx.take(1, id);
  const [taken] = messages;
  if (!taken || !(await tx.fail(id, failure))) return;
  tellSetAside(deps, id, failure);
  const [facts] = await tx.speakers([taken], deps.now());
  if (!facts || taken.message.chatKind === 'group') return;
  // A key of its own: the answer still to come, once the message is put back to work, has the message's.
  const { replies } = say({ says: 'set-aside' }, { once: `${id}:set-aside` });
  const told = addressed(taken.message, facts, replies, { directOf: new Map(), groupsOf: new Map() });
  await tx.addSends([{ inboxId: id, sends: told.map(sendOf) }]);
}

function tellSetAside({ log, meter }: WorkerDeps, id: bigint, failure: string): void {
  log.error({ inboxId: String(id), failure }, 'message set aside');
  meter?.setAside();
}

/**
 * Decides the messages of the batch in order, up to the first that meets an earlier one in what it touches: that one and those
 * behind it are left for the next batch, so that none overtakes another.
 */
async function decideAll(tx: Work, deps: WorkerDeps, taken: readonly TakenMessage[]): Promise<WorkResult[]> {
  const { rules, settings, policies = emptyDesk, platforms = noPlatforms } = deps;
  const speakers = await tx.speakers(taken, deps.now());
  const contexts = taken.flatMap((t, i) =>
    speakers[i] ? [{ message: t.message, facts: speakers[i], rules, settings, policies }] : [],
  );
  const tasks = contexts.map(route);
  const facts = await tx.facts(
    speakers,
    tasks.map((t) => t.needs),
  );
  const decided: { taken: TakenMessage; facts: Facts; outcome: Outcome }[] = [];
  const changed = new Set<string>();
  for (const [i, one] of taken.entries()) {
    const full = facts[i];
    const task = tasks[i];
    if (!full || !task) continue;
    const outcome = task.run(full);
    const touches = touched(full, outcome.effects, task.needs);
    if (meets(touches, changed)) break;
    for (const key of touches.writes) changed.add(key);
    decided.push({ taken: one, facts: full, outcome });
  }
  const said = decided.map((d) => ({ message: d.taken.message, facts: d.facts }));
  await settleUnknownSends(tx, said, platforms);
  const gaps = await gapSends(tx, said, platforms, deps.now());
  const directory = await tx.directory(
    decided.flatMap((d) => d.outcome.replies),
    decided.map((d) => d.facts),
    [...platforms.keys()],
  );
  const files = await filesFor(
    decided.flatMap((d) => d.outcome.replies),
    deps,
  );
  return decided.map(({ taken: one, facts: full, outcome }) => ({
    inboxId: one.id,
    accountId: one.accountId,
    personId: full.speaker.person?.id ?? null,
    effects: outcome.effects,
    sends: [
      ...addressed(one.message, full, outcome.replies, directory, files)
        .flatMap((whole) => apart(whole, platforms))
        .map(sendOf),
      ...(gaps.get(one.accountId) ?? []),
    ],
    looks: looksOf(one.message, full, outcome.replies, directory),
  }));
}

const noPlatforms: Platforms = new Map();

async function filesFor(replies: readonly Reply[], { makeFiles, now }: WorkerDeps): Promise<FilesOf> {
  const made = new Map<Reply, readonly KeptFile[]>();
  for (const reply of replies) made.set(reply, await makeFiles(reply.result, now()));
  return (reply) => made.get(reply) ?? [];
}

const sendOf = (a: Addressed): Send => ({
  platform: a.platform,
  personId: a.personId,
  requestId: a.requestId,
  revision: a.revision,
  ...(a.notBefore === undefined ? {} : { notBefore: a.notBefore }),
  message: {
    key: a.key,
    conversation: a.conversation,
    text: a.text,
    code: a.code,
    mentions: [],
    replyTo: a.replyTo,
    buttons: a.buttons.map(({ id, label, words }) => ({ id, label, words })),
    images: [...a.images],
    files: [...a.files],
  },
  buttons: a.buttons.map(({ id, personId, action }) => ({ id, personId, action })),
});

/** Works until aborted; woken by new messages, and looking by itself now and then for what has become due. */
export function work(deps: WorkerDeps, wake: Wakeable, signal: AbortSignal): Promise<void> {
  const { batch, log, now, meter } = deps;
  const turned = (): void => meter?.turned('worker');
  const round = (): Promise<number> => workBatch(deps);
  return keepOn({ name: 'worker', round, full: batch, sleep: () => wake.next(), log, now, turned }, signal);
}
