/** Plays a life in the real product beside the model, and compares after each round. */
import type { World } from '../../builders/world.ts';
import { broken } from './always.ts';
import { firstHolders } from './county.ts';
import type { Meeting } from './at-once.ts';
import { explain, type Seen } from './explain.ts';
import type { Ear, Heard } from './heard.ts';
import type { Message } from './messages.ts';
import { readTables, type OutboxRow, type Tables } from './observed.ts';
import type { Act, Life, Meanwhile, Round } from './operations.ts';
import { Pointing, type ToSay } from './resolve.ts';
import { dayOf, type ModelState } from './state.ts';

/** The product did what no order of the messages explains, or what may never be. */
export class LifeFault extends Error {
  override readonly name = 'LifeFault';
}

export interface Stage {
  readonly world: World;
  readonly ear: Ear;
  readonly meeting: Meeting;
  readonly hasChain: boolean;
  /** How often what was answered to a message, by kind. */
  readonly tally: Map<string, number>;
  /** Called before the messages of a round are worked. */
  readonly atRound: () => void;
}

const START = Date.parse('2026-12-02T02:00:00Z');
const hourMs = 3_600_000;

export async function playLife(stage: Stage, { rounds }: Life): Promise<void> {
  const { world, ear, hasChain } = stage;
  await world.reset(START);
  ear.heard.clear();
  let tables = await readTables(world);
  let state: ModelState = {
    hasChain,
    now: START,
    requests: [],
    holders: firstHolders(),
    deputies: [],
    lists: {},
    questions: {},
    receipts: [],
  };
  for (const [i, round] of rounds.entries()) {
    const played = await playRound(stage, round, state, tables);
    ({ state, tables } = played);
    if (played.problems.length > 0) throw new LifeFault([`in round ${i}:`, ...played.problems].join('\n  '));
  }
  const audit = await world.verifyAudit();
  if (!audit.ok) throw new LifeFault('the audit log does not verify');
}

async function playRound(
  stage: Stage,
  round: Round,
  before: ModelState,
  tables: Tables,
): Promise<{ state: ModelState; tables: Tables; problems: string[] }> {
  const { world, ear } = stage;
  const first = await pass(world, before, round.first);
  const pointing = new Pointing(world, tables, dayOf(START));
  const sent: { toSay: ToSay; event: string; sentAt: number }[] = [];
  for (const act of round.acts)
    for (const toSay of await messagesOf(world, pointing, act)) {
      const { delivery } = await world.say(toSay.who, toSay.content);
      sent.push({ toSay, event: `${delivery.platform}/${delivery.eventKey}`, sentAt: delivery.sentAt });
    }
  const ready = await pass(world, first, round.meanwhile);
  stage.atRound();
  if (round.workers === 2) await stage.meeting.workTwo(world);
  await world.settle();
  const after = await readTables(world);
  const messages = sent.map(({ toSay: { who, saying }, event, sentAt }): Message => {
    const inboxId = after.inboxIds.get(event) ?? 0n;
    return { inboxId, who, sentAt, saying };
  });
  const sends = after.outbox.filter((o) => o.updates === null);
  const sendsOf = (id: bigint): OutboxRow[] => sends.filter((o) => o.inbox_id === String(id));
  const seen = new Map(messages.map(({ inboxId: id }) => [id, seenOf(ear.heard.get(id), sendsOf(id))]));
  for (const { reply } of seen.values()) {
    const kind = reply.replace(/^(answers-recorded).*/, '$1');
    stage.tally.set(kind, (stage.tally.get(kind) ?? 0) + 1);
  }
  world.clock += 61_000;
  const explained = explain(ready, messages, seen, after.lines);
  const problems = [
    ...('problems' in explained ? explained.problems : []),
    ...broken(after, tables, ear.heard),
    ...(after.unworked > 0 ? [`${after.unworked} messages are not worked`] : []),
  ];
  const state = 'state' in explained ? explained.state : ready;
  return { state: { ...state, now: world.clock }, tables: after, problems };
}

async function messagesOf(world: World, pointing: Pointing, act: Act): Promise<ToSay[]> {
  if (act.act === 'tick') await world.tick();
  return pointing.resolve(act);
}

async function pass(world: World, state: ModelState, what: Meanwhile): Promise<ModelState> {
  if (what.does === 'wait') world.clock += what.hours * hourMs;
  if (what.does !== 'hand-over') return { ...state, now: world.clock };
  const [body = '', scopeId = ''] = what.seat.split('@');
  await world.handOver(body, scopeId, what.to, dayOf(world.clock));
  return { ...state, now: world.clock, holders: { ...firstHolders(), [what.seat]: what.to } };
}

/** Its reply, and those who were really told: a notice whose key was used before goes to nobody. */
function seenOf(heard: Heard | undefined, sends: readonly OutboxRow[]): Seen {
  const keys = new Set(sends.map((s) => s.key));
  const replies = heard?.replies ?? [];
  const isThere = sends.filter((s) => s.key.startsWith('m')).length === replies.length;
  const told = (heard?.notices ?? []).filter((n) => keys.has(n.key)).map((n) => `${n.to}:${n.says}`);
  const isWhole = sends.length === replies.length + told.length;
  const reply = replies.length > 1 ? `${replies.length} replies` : (replies[0] ?? '');
  return { reply: isThere && isWhole ? reply : `${reply} (${sends.length} sends)`, told };
}

/** A life as it is told to whoever has to find the fault. */
export const toldAs = ({ rounds }: Life): string =>
  rounds
    .map((r, i) =>
      [
        `${i}.${r.workers === 2 ? ' (two workers)' : ''}${passed(r.first)}`,
        ...r.acts.map((a) => `   ${JSON.stringify(a)}`),
        ...(r.meanwhile.does === 'nothing' ? [] : [`   meanwhile${passed(r.meanwhile)}`]),
      ].join('\n'),
    )
    .join('\n');
const passed = (what: Meanwhile): string =>
  what.does === 'nothing' ? '' : what.does === 'wait' ? ` +${what.hours} h` : ` ${what.seat} → ${what.to.join('、')}`;
