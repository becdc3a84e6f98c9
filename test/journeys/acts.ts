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
const verdict = fc.constantFrom('同意' as const, '同意' as const, '驳回' as const, '退回' as const);

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

const by = (who: string, verdict: Answer['verdict'], which = 0): Move => ({
  do: 'answer',
  which,
  verdict,
  how: 'code',
  by: { who },
  because: true,
  inGroup: false,
});
const struck = (to: Extract<Move, { do: 'clock' }>['to']): Move => ({ do: 'clock', to });
const officer = 'o10';
const yes = { do: 'confirm', which: 0, how: 'words' } as const;
const replied = (text: string, which = 0): Move => ({ do: 'reply', which, text });

/** Sent back, changed, asked again. */
const sentBack: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom(...words.leaves),
    change: fc.constantFrom(...words.changes.slice(0, 4)),
    how,
    last: answer,
  })
  .map(({ who, text, change, how: using, last }) => [
    say(who, text),
    confirmed,
    asked(0, '退回', using),
    say(who, change),
    yes,
    last,
    asked(0, '同意', using),
  ]);

/** Approved, begun, and then back, longer, corrected or not taken at all. */
const taken: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom(...words.shortLeaves, '请假 {+2}-{+3} 办事{m}'),
    how,
    later: fc.array(fc.constantFrom<Move['do']>('wait', 'clock'), { maxLength: 3 }),
    then: fc.constantFrom(...words.returns, '打卡', '撤回', '撤回 #{c}', '取消请假'),
    after: fc.constantFrom(
      '打卡',
      '我的',
      '更正 #{c} {0}-{+1} 日期写错{m}',
      '更正 #{c} {0}-{+6} 日期写错{m}',
      '销假',
      '续假 1天 还没好{m}',
    ),
  })
  .map(({ who, text, how: using, later, then, after }) => [
    say(who, text),
    confirmed,
    asked(0, '同意', using),
    asked(0, '同意', using),
    ...later.map((one): Move => (one === 'wait' ? { do: 'wait', to: 'two-days' } : struck('evening'))),
    say(who, then),
    yes,
    ...(after.startsWith('更正') ? [say(officer, after), yes] : [say(who, after)]),
    asked(0, '同意', using),
    struck('morning'),
  ]);

/** Handed over, joined by one more, or answered by who stands in. */
const handedOn: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom(...words.leaves),
    first: fc.constantFrom(...words.handing),
    second: fc.constantFrom(...words.handing, ...words.naming),
    how,
    isLater: fc.boolean(),
  })
  .map(({ who, text, first, second, how: using, isLater }) => [
    say(who, text),
    confirmed,
    replied(first),
    replied(second, 1),
    asked(0, '同意', using),
    ...(isLater ? [struck('morning')] : []),
    by('o7', '同意'),
    by('o9', '同意'),
    asked(1, '同意', using),
  ]);

/** The one who answers for whoever is away. */
const deputised: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    principal: fc.constantFrom('o1', 'o3', 'o5', 'o4', 'o6'),
    text: fc.constantFrom(...words.leaves),
    isFirst: fc.boolean(),
  })
  .map(({ who, principal, text, isFirst }) => {
    const named = say(principal, '代理 {+0}-{+3} 雷七');
    return [
      ...(isFirst ? [named] : []),
      say(who, text),
      confirmed,
      ...(isFirst ? [] : [named]),
      by('o7', '同意'),
      by(principal, '同意'),
      say(principal, '取消代理'),
    ];
  });

/** A seat that nobody can answer: the officer records the paper, or hands it over. */
const onPaper: fc.Arbitrary<Move[]> = fc
  .record({
    who: fc.constantFrom('c8', 'c10', 'c8'),
    text: fc.constantFrom(...words.longLeaves),
    how,
    photos: fc.nat({ max: 1 }),
    word: fc.constantFrom(...words.officeWords),
  })
  .map(({ who, text, how: using, photos, word }) => [
    say(who, text),
    confirmed,
    asked(0, '同意', using),
    say(officer, word, { photos }),
    say(officer, '代录 #{c} 同意'),
    say(officer, '', { photos: 1 }),
    asked(0, '同意', using),
    say(officer, '代录 #{c} 同意', { photos: 1 }),
  ]);

/** Asked for by whoever keeps the attendance; the applicant may say that it is not so. */
const entered: fc.Arbitrary<Move[]> = fc
  .record({
    keeper: fc.constantFrom('c3', 'c5', 'c6', officer, officer),
    text: fc.constantFrom(...words.proxies),
    isSettled: fc.boolean(),
    objection: fc.constantFrom('异议 我没有请假{m}', '异议 #{c}', '撤回', null),
    how,
  })
  .map(({ keeper, text, isSettled, objection, how: using }) => {
    const [, name = ''] = /^帮(..)/.exec(text) ?? [];
    const who = { 甲子: 'c1', 丁卯: 'c4', 庚午: 'c7', 壬申: 'c9', 丙寅: 'c3' }[name] ?? 'c1';
    return [
      say(keeper, text),
      yes,
      ...(isSettled ? [asked(0, '同意', using), asked(1, '同意', using)] : []),
      ...(objection === null ? [{ do: 'press', which: 1, by: 'owner' } as const] : [say(who, objection)]),
    ];
  });

/** No rule says who approves: the officer names somebody, or sends it back. */
const unruled: fc.Arbitrary<Move[]> = fc
  .record({
    text: fc.constantFrom(...words.leaves),
    first: fc.constantFrom(
      '转办 #{c} 雷七',
      '转办 #{c} 云九',
      '退回 #{c} 写清楚{m}',
      '驳回 #{c} 不合适{m}',
      '同意 #{c}',
      '转办 雷七',
    ),
    how,
  })
  .map(({ text, first, how: using }) => [
    say('c9', text),
    confirmed,
    say('c9', '催办'),
    say(officer, first),
    asked(0, '同意', using),
    say('c9', '修改 {+1}-{+2}'),
    yes,
    struck('morning'),
  ]);

/** Several wait for one: by number, all at once, or as a digest. */
const pile: fc.Arbitrary<Move[]> = fc
  .record({
    digest: fc.boolean(),
    answer: fc.constantFrom(...words.answering),
    who: fc.constantFrom('o1', 'o5', 'o2'),
    isMoved: fc.boolean(),
  })
  .map(({ digest, answer: words_, who, isMoved }) => [
    ...(digest ? [say(who, '免打扰')] : []),
    ...['c1', 'c2', 'c7'].flatMap((c) => [
      say(c, `请假 ${who === 'o5' ? '{+2}-{+6}' : '{+2}-{+3}'} 家里有事{m}`),
      { do: 'confirm', which: 0, how: 'words' } as const,
    ]),
    say(who, '待办'),
    ...(isMoved ? [say('c1', '修改 {+3}-{+3}'), yes] : []),
    say(who, words_),
    say(who, '确认'),
    struck('morning'),
    say(who, '我批过的'),
    say('o10', '请假台账'),
    say('c3', '请假台账'),
    say('c3', '请假台账 12月'),
    ...(digest ? [say(who, '取消免打扰')] : []),
  ]);

/** It waits, is asked about, and goes to the officer in the end. */
const waiting: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom(...words.leaves),
    nights: fc.nat({ max: 3 }),
    how,
    from: fc.constantFrom('o4', 'o3', 'o1'),
  })
  .map(({ who, text, nights, how: using, from }) => [
    say(who, text),
    confirmed,
    ...Array.from({ length: nights }, () => [struck('evening'), struck('morning')]).flat(),
    say(who, '催办'),
    say(who, '催办'),
    say(from, '代理 {+1}-{+3} 云九'),
    struck('now'),
    struck('morning'),
    asked(0, '同意', using),
    replied('收到'),
  ]);

/** Two leaves with nothing between them are one. */
const added: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    second: fc.constantFrom('{+3}-{+4}', '{+3}-{+5}', '{+3}下午-{+4}'),
    isApproved: fc.boolean(),
    how,
  })
  .map(({ who, second, isApproved, how: using }) => [
    say(who, '请假 {+1}-{+2} 办事{m}'),
    confirmed,
    ...(isApproved ? [asked(0, '同意', using)] : []),
    say(who, `请假 ${second} 办事{m}`),
    confirmed,
    asked(0, '同意', using),
    asked(1, '同意', using),
  ]);

/** It takes longer than was asked for: the chain is that of the whole. */
const longer: fc.Arbitrary<Move[]> = fc
  .record({ who: cadre, how, more: fc.constantFrom('续假 1天 还没好{m}', '续假 2天 还没好{m}') })
  .map(({ who, how: using, more }) => [
    say(who, '请假 {0}-{+1} 办事{m}'),
    confirmed,
    asked(0, '同意', using),
    say(who, more),
    yes,
    say(officer, '代录 #{c} 同意', { photos: 1 }),
    asked(0, '同意', using),
    asked(1, '同意', using),
    say('c3', '更正 #{c} {+2}-{+2} 日期写错{m}'),
    say(officer, '更正 #{c1} {0}-{+6} 日期写错{m}'),
    yes,
  ]);

/** What is refused on the way of a leave, and why, and what is dropped again. */
const refused: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    how,
    cadre: fc.constantFrom('丁卯', '庚午', '乙丑'),
    kind: fc.constantFrom('补卡 {-1} 忘了{m}', '请假'),
  })
  .map(({ who, how: using, cadre: other, kind }) => [
    say(who, '请假 {+1}-{+2} 办事{m}'),
    confirmed,
    replied(`转办 ${other}`, 1),
    replied('转办 王大明', 1),
    say('o1', '加签 #{c} 雷七'),
    asked(0, '同意', using),
    by('o7', '同意'),
    say(who, '修改 #{c} {+2}-{+3}'),
    say(who, '为什么 #{c}'),
    { do: 'wait', to: 'two-days' },
    say(who, '撤回 #{c}'),
    say(who, kind),
    ...(kind === '请假' ? [say(who, '取消')] : [asked(0, '退回', using)]),
  ]);

const act: fc.Arbitrary<Move[]> = fc.oneof(
  { weight: 12, arbitrary: single.map((move) => [move]) },
  { weight: 2, arbitrary: wholeLeave },
  ...[slowLeave, takenBack, ownSeat, wholeMakeUp, wholeDay, inTheGroup].map((arbitrary) => ({ weight: 1, arbitrary })),
  ...[sentBack, handedOn, deputised, onPaper, entered, unruled, pile, waiting, added, refused, longer, entered].map(
    (arbitrary) => ({
      weight: 1,
      arbitrary,
    }),
  ),
  { weight: 2, arbitrary: taken },
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
