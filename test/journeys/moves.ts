/** What may happen in a conversation, as plain data: any actor, any order. Nothing here knows what should come of it. */
import fc from 'fast-check';
import { CADRE_IDS, PERSON_IDS } from '../builders/county.ts';

/**
 * `{+2}` in a text becomes the date two days on, `{m}` a marker that occurs nowhere else. `which` counts back from the
 * last thing of its kind that was sent.
 */
export type Move =
  | { readonly do: 'say'; readonly who: string; readonly text: string; readonly more: SayMore }
  | { readonly do: 'pin'; readonly who: string; readonly forwarded: boolean; readonly inGroup: boolean }
  | { readonly do: 'odd'; readonly who: string; readonly otherKind: string }
  | {
      readonly do: 'answer';
      readonly which: number;
      readonly verdict: '同意' | '驳回';
      readonly how: 'quote' | 'button' | 'code' | 'bare' | 'quote-and-code';
      /** Whoever was asked, the applicant, or anybody. */
      readonly by: 'asked' | 'applicant' | { readonly who: string };
      readonly because: boolean;
      readonly inGroup: boolean;
    }
  | { readonly do: 'confirm'; readonly which: number; readonly how: 'words' | 'button' | 'good' }
  | { readonly do: 'press'; readonly which: number; readonly by: 'owner' | { readonly who: string } }
  | { readonly do: 'again'; readonly which: number }
  | { readonly do: 'restart' }
  | { readonly do: 'wait'; readonly to: 'soon' | 'before-midnight' | 'after-midnight' | 'month-end' | 'two-days' }
  | { readonly do: 'hand-over'; readonly seat: number; readonly to: string };

export interface SayMore {
  readonly inGroup: boolean;
  readonly mentionsBot: boolean;
  readonly photos: number;
  /** Said so long before it arrives, in minutes. */
  readonly delayMinutes: number;
  readonly otherAccount: boolean;
  readonly quotes: number | null;
}

/** A move, and whether the bot gets to work before the next one. */
export interface Turn {
  readonly move: Move;
  readonly settles: boolean;
}

export interface Conversation {
  readonly startOn: string;
  readonly turns: readonly Turn[];
}

const plainly: SayMore = {
  inGroup: false,
  mentionsBot: false,
  photos: 0,
  delayMinutes: 0,
  otherAccount: false,
  quotes: null,
};

/** Few cadres in each conversation, so that what they do meets: `k0` is the first of its cast. */
const cadre = fc.constantFrom('k0', 'k0', 'k1', 'k2');
const person = fc.constantFrom(...PERSON_IDS, 'stranger');
const say = (who: string, text: string, more: Partial<SayMore> = {}): Move => ({
  do: 'say',
  who,
  text,
  more: { ...plainly, ...more },
});

const now = ['打卡', '到岗', '打卡 刚到村委会', '签到'];
const gone = ['离岗', '下班'];
const logs = ['日志 上午走访3户{m}', '日志 昨天 开院坝会{m}', '日志', '写日志 {m}', '日志 {+2} 还没到'];
const asks = ['我的', '待办', '谁在岗', '帮助', '我的日志 本周', '团队日志 本周', '我的日志 {-1}'];
const makeUps = [
  '补卡 {-1} 手机没电{m}',
  '补卡 {-2} 忘了{m}',
  '补卡 {-1}',
  '补卡',
  '补卡 {+1} 提前{m}',
  '补卡 {0} 今天',
];
const shortLeave = ['{+1}-{+1}', '{+1}-{+2}', '{+2}-{+4}', '{0}-{0}', '{-2}-{-1}', '{+1}下午-{+3}', '{0}-{+2}'];
const longLeave = ['{+1}-{+4}', '{+1}-{+5}', '{0}-{+30}', '{+1}-{+4}上午', '{+2}-{+6}', '{+1}上午-{+4}'];
const leaves = [...shortLeave, ...longLeave].map((days) => `请假 ${days} 老人住院{m}`);
const parts = ['请假', '请假3天', '请假 {+1}', '{+1}', '{+3}', '3天', '4天', '半天', '回老家办事{m}', '{+1}-{+3}'];
const acknowledging = ['收到', '嗯', '👌', '好', '好的', '可以', '👍', '知道了', 'ok', '谢谢书记', '行'];
const deciding = [
  '确认',
  '取消',
  '同意',
  '驳回',
  '驳回 不合适{m}',
  '撤回',
  '1',
  '2',
  '同意 #A1B2',
  '是',
  '不是',
  '批准',
];
const garbage = [
  '',
  '   ',
  '\u0000\u0007',
  '<b>打卡</b>',
  '=1+1',
  '请假 2.30-2.31 看病{m}',
  '请假 12.9-12.1 倒着{m}',
  '请假400天 {m}',
  '同意吧',
  '我同意他的想法{m}',
  '不知道',
  '请假条',
  '＃Ａ１Ｂ２ 同意',
  '打卡'.repeat(3000),
  '🙈',
  '撤回 #Z9Z9',
];

const more: fc.Arbitrary<SayMore> = fc.record({
  inGroup: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  mentionsBot: fc.boolean(),
  photos: fc.constantFrom(0, 0, 0, 0, 0, 1, 2),
  delayMinutes: fc.constantFrom(0, 0, 0, 0, 1, 30, 600),
  otherAccount: fc.boolean(),
  quotes: fc.option(fc.nat({ max: 6 }), { freq: 8 }),
});

const saying = (who: fc.Arbitrary<string>, texts: readonly string[]): fc.Arbitrary<Move> =>
  fc.record({ do: fc.constant('say'), who, text: fc.constantFrom(...texts), more });

const by = fc.oneof(
  { weight: 5, arbitrary: fc.constant('asked' as const) },
  { weight: 1, arbitrary: fc.constant('applicant' as const) },
  { weight: 2, arbitrary: fc.record({ who: person }) },
);
const how = fc.constantFrom('quote', 'button', 'code', 'bare', 'quote-and-code');
const answer: fc.Arbitrary<Move> = fc.record({
  do: fc.constant('answer'),
  which: fc.nat({ max: 4 }),
  verdict: fc.constantFrom('同意', '同意', '驳回'),
  how,
  by,
  because: fc.boolean(),
  inGroup: fc.constantFrom(false, false, false, false, true),
});
const confirming: fc.Arbitrary<Move> = fc.record({
  do: fc.constant('confirm'),
  which: fc.nat({ max: 1 }),
  how: fc.constantFrom('words', 'button', 'words', 'good'),
});

const single: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: saying(cadre, now) },
  { weight: 2, arbitrary: saying(cadre, gone) },
  { weight: 2, arbitrary: saying(cadre, logs) },
  { weight: 3, arbitrary: saying(person, asks) },
  { weight: 3, arbitrary: saying(cadre, makeUps) },
  { weight: 4, arbitrary: saying(cadre, leaves) },
  { weight: 4, arbitrary: saying(cadre, parts) },
  { weight: 3, arbitrary: saying(person, acknowledging) },
  { weight: 4, arbitrary: saying(person, deciding) },
  { weight: 2, arbitrary: saying(person, garbage) },
  { weight: 8, arbitrary: answer },
  { weight: 4, arbitrary: confirming },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('press'),
      which: fc.nat({ max: 9 }),
      by: fc.oneof(fc.constant('owner' as const), fc.record({ who: person })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('pin'),
      who: cadre,
      forwarded: fc.boolean(),
      inGroup: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('odd'),
      who: person,
      otherKind: fc.constantFrom('voice', 'sticker', 'file'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), which: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.constant<Move>({ do: 'restart' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      to: fc.constantFrom('soon', 'before-midnight', 'after-midnight', 'month-end', 'two-days'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hand-over'), seat: fc.nat({ max: 12 }), to: person }) },
);

const asked = (which: number, verdict: '同意' | '驳回', using: Extract<Move, { do: 'answer' }>['how']): Move => ({
  do: 'answer',
  which,
  verdict,
  how: using,
  by: 'asked',
  because: true,
  inGroup: false,
});

/** A whole leave: asked for, confirmed, acknowledged, answered by those who were asked. Others talk in between. */
const wholeLeave: fc.Arbitrary<Move[]> = fc
  .record({
    who: cadre,
    text: fc.constantFrom(...leaves),
    nod: fc.constantFrom(...acknowledging),
    how,
    second: how,
    last: answer,
  })
  .map(({ who, text, nod, how: first, second, last }) => [
    say(who, text),
    { do: 'confirm', which: 0, how: 'words' },
    { do: 'answer', which: 0, verdict: '同意', how: 'bare', by: { who: 'stranger' }, because: false, inGroup: false },
    say('o1', nod),
    asked(0, '同意', first),
    asked(1, '同意', second),
    last,
  ]);

const wholeMakeUp: fc.Arbitrary<Move[]> = fc
  .record({ who: cadre, text: fc.constantFrom('补卡 {-1} 手机没电{m}', '补卡 {-2} 忘了{m}'), how, last: answer })
  .map(({ who, text, how: using, last }) => [say(who, text), asked(0, '同意', using), last, say(who, '我的')]);

const act: fc.Arbitrary<Move[]> = fc.oneof(
  { weight: 6, arbitrary: single.map((move) => [move]) },
  { weight: 1, arbitrary: wholeLeave },
  { weight: 1, arbitrary: wholeMakeUp },
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
