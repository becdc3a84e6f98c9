/** Stories that random moves seldom make by themselves, and whole conversations: stories interrupted by anything. */
import fc from 'fast-check';
import { CADRE_IDS } from '../builders/county.ts';
import { answer, cadre, how, say, single, type Conversation, type Move } from './moves.ts';
import * as words from './words.ts';

type Answer = Extract<Move, { do: 'answer' }>;

const asked = (which: number, verdict: Answer['verdict'], using: Answer['how'], because = true): Move => ({
  do: 'answer',
  which,
  verdict,
  how: using,
  by: 'asked',
  because,
  inGroup: false,
});
const confirmed: Move = { do: 'confirm', which: 0, how: 'words' };
const nod = fc.constantFrom(...words.acknowledging);
const verdict = fc.constantFrom('同意' as const, '同意' as const, '驳回' as const);

/** A whole leave: asked for, confirmed, acknowledged, answered by those who were asked, answered once more. */
const wholeLeave: fc.Arbitrary<Move[]> = fc
  .record({ who: cadre, text: fc.constantFrom(...words.leaves), nod, how, second: how, verdict, because: fc.boolean() })
  .map(({ who, text, nod: nodding, how: first, second, verdict: last, because }) => [
    say(who, text),
    confirmed,
    { do: 'reply', which: 0, text: nodding },
    asked(0, '同意', first),
    asked(1, last, second, because),
    ...(because ? [] : [{ do: 'reply', which: 0, text: '不合适{m}' } as const]),
    asked(2, '同意', second),
  ]);

/** Slot by slot: the bot asks one thing at a time. */
const slowLeave: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    from: fc.constantFrom('{+1}', '明天', '{+3}'),
    days: fc.constantFrom('3天', '4天', '1天半'),
    last: answer,
  })
  .map(({ who, from, days, last }) => [
    say(who, '请假'),
    say(who, from),
    say(who, days),
    say(who, '回老家办事{m}'),
    confirmed,
    last,
    asked(0, '同意', 'quote'),
  ]);

const takenBack: fc.Arbitrary<Move[]> = fc
  .record({ who: cadre, text: fc.constantFrom(...words.leaves, ...words.makeUps), how, isEarly: fc.boolean() })
  .map(({ who, text, how: using, isEarly }) => [
    say(who, text),
    confirmed,
    ...(isEarly ? [] : [asked(0, '同意', using)]),
    say(who, '撤回'),
    asked(1, '同意', using),
  ]);

/** Those who hold a seat of their own chain, and answer for it. */
const ownSeat: fc.Arbitrary<Move[]> = fc
  .record({ who: fc.constantFrom('c5', 'c10', 'k0'), text: fc.constantFrom(...words.longLeaves), how })
  .map(({ who, text, how: using }) => [
    say(who, text),
    confirmed,
    asked(0, '同意', using),
    { do: 'answer', which: 0, verdict: '同意', how: 'code', by: 'applicant', because: false, inGroup: false },
  ]);

const wholeMakeUp: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom('补卡 {-1} 手机没电{m}', '补卡 {-2} 忘了{m}'),
    how,
    verdict,
    last: answer,
  })
  .map(({ who, text, how: using, verdict: told, last }) => [say(who, text), asked(0, told, using), last]);

/** A day in which somebody comes, goes and comes back, perhaps with half of it on leave. */
const wholeDay: fc.Arbitrary<Move[]> = fc
  .record({ who: cadre, half: fc.constantFrom('{0}下午', '{0}上午', null), how, log: fc.constantFrom(...words.logs) })
  .map(({ who, half, how: using, log }) => [
    say(who, '打卡'),
    ...(half === null ? [] : [say(who, `请假 ${half} 看病{m}`), confirmed, asked(0, '同意', using)]),
    say(who, '离岗'),
    say(who, '打卡'),
    say(who, log),
    say(who, '打卡'),
  ]);

/** Everything said in the group, to the bot: what is personal is answered in private. */
const inTheGroup: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom(...words.leaves, ...words.makeUps),
    ask: fc.constantFrom(...words.asks),
    last: answer,
  })
  .map(({ who, text, ask, last }) =>
    [text, '确认', ask].map((one) => say(who, one, { inGroup: true, mentionsBot: true })).concat(last),
  );

const act: fc.Arbitrary<Move[]> = fc.oneof(
  { weight: 10, arbitrary: single.map((move) => [move]) },
  { weight: 2, arbitrary: wholeLeave },
  { weight: 1, arbitrary: slowLeave },
  { weight: 1, arbitrary: takenBack },
  { weight: 1, arbitrary: ownSeat },
  { weight: 1, arbitrary: wholeMakeUp },
  { weight: 1, arbitrary: wholeDay },
  { weight: 1, arbitrary: inTheGroup },
);

/** Two threads of moves, told in turns: what one person does is interrupted by others. */
function interleaved(first: readonly Move[], second: readonly Move[], order: readonly boolean[]): Move[] {
  const [a, b] = [[...first], [...second]];
  const merged: Move[] = [];
  for (let i = 0; a.length + b.length > 0; i++) {
    const from = (order[i % order.length] ?? true) ? a : b;
    merged.push(...(from.length > 0 ? from : a.length > 0 ? a : b).splice(0, 1));
  }
  return merged;
}

const thread = fc.array(act, { minLength: 1, maxLength: 5 }).map((acts) => acts.flat());

function cast(move: Move, names: readonly string[]): Move {
  const named = (who: string): string => (who.startsWith('k') ? (names[Number(who.slice(1))] ?? who) : who);
  return 'who' in move ? { ...move, who: named(move.who) } : move;
}

/** `settles` says how often the bot gets to work: once in so many moves, about. */
export const conversationSettling = (settles: number): fc.Arbitrary<Conversation> =>
  fc
    .record({
      startOn: fc.constantFrom('2026-11-28', '2026-12-30', '2027-02-26', '2028-02-28'),
      names: fc.uniqueArray(fc.constantFrom(...CADRE_IDS), { minLength: 3, maxLength: 3 }),
      first: thread,
      second: thread,
      order: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      rests: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 16 }),
    })
    .map(({ startOn, names, first, second, order, rests }) => ({
      startOn,
      turns: interleaved(first, second, order).map((move, i) => ({
        move: cast(move, names),
        settles: (rests[i % rests.length] ?? 0) < 12 / settles,
      })),
    }));

export const conversation = conversationSettling(4 / 3);
