/** Stories that random acts seldom make by themselves, and whole lives: stories with anything in between. */
import fc from 'fast-check';
import { ORGANISATION, SECRETARY, unitSeat } from './county.ts';
import {
  anyRound,
  applicant,
  handedOver,
  how,
  round,
  verdict,
  waits,
  workers,
  type Act,
  type How,
  type Life,
  type Round,
} from './operations.ts';
import type { Verdict } from './state.ts';

const answer = (at: number, using: How, said: Verdict = 'approve', who = 'owner'): Act => ({
  act: 'answer',
  who,
  age: at,
  how: using,
  verdict: said,
  note: true,
});
const asks = (who: string, slot: number, days: number): Round => round([{ act: 'ask', who, slot, days }]);
const short = fc.integer({ min: 1, max: 3 });
const long = fc.integer({ min: 4, max: 5 });
const both = fc.oneof(short, long);

/** Asked for, and answered by everybody until it is through. */
const approved = (who: string, slot: number, days: number, using: How = 'code'): Round[] => [
  asks(who, slot, days),
  round([answer(0, using)]),
  ...(days > 3 ? [round([answer(1, using), answer(0, using), answer(2, using)])] : []),
];

type Story = fc.Arbitrary<readonly Round[]>;
const story = <T>(of: fc.Arbitrary<T>, tell: (given: T) => readonly Round[]): Story => of.map(tell);
const given = fc.record({ who: applicant, slot: fc.nat({ max: 1 }), using: how, workers, said: verdict, days: both });

/** Pressed twice, or by both who hold the seat, at the same time. */
const doubleClick = story(given, ({ who, slot, days, using, workers: two, said }) => [
  asks(who, slot, days),
  round([answer(0, using), answer(0, using), answer(1, using, said)], { workers: two }),
]);
const againstWithdrawal = story(given, ({ who, slot, days, using, said, workers: two }) => [
  asks(who, slot, days),
  ...(days > 3 ? [round([answer(0, using)])] : []),
  round([answer(days > 3 ? 1 : 0, using, said), { act: 'withdraw', who, which: 0 }], { workers: two }),
]);
const replaced = story(fc.record({ given, handed: handedOver }), ({ given: g, handed }) => [
  asks(g.who, g.slot, g.days),
  round([answer(0, g.using), answer(1, g.using)], { meanwhile: handed, workers: g.workers }),
  round([answer(0, g.using), answer(1, g.using)]),
]);
/** Stands in for a day; answers on the day, and after it. */
const deputised = story(
  fc.record({ given, to: fc.constantFrom('x', 'y', 'a1'), late: fc.constantFrom(0, 24, 48), holder: fc.constantFrom('s1', 'z', 'p') }),
  ({ given: g, to, late, holder }) => [
    asks(g.who, g.slot, holder === 's1' ? 2 : 5),
    round([{ act: 'deputy', who: holder, age: 0, to, days: [0, 0] }]),
    round(
      [
        ...(late === 24 ? [{ act: 'end-deputy', who: holder, age: 0 } as const] : []),
        answer(0, g.using, 'approve', to),
      ],
      { meanwhile: waits(late === 24 ? 0 : late), workers: g.workers },
    ),
    round([answer(0, g.using), answer(1, g.using)]),
  ],
); // prettier-ignore
/** Those in whose chain they sit themselves. */
const ownSeat = story(given, ({ slot, using, workers: two }) => [
  asks('a2', slot, 5),
  round([answer(0, 'code', 'approve', 'a2')], { workers: two }),
  round([answer(0, using)], { first: { does: 'hand-over', seat: SECRETARY, to: ['a1'] } }),
  asks('a1', slot, 2),
  round([answer(0, 'code', 'approve', 'a1')]),
]);
/** Another content meanwhile: the old button, the old quote and the old list count for nothing. */
const edited = story(fc.record({ given, after: both }), ({ given: g, after }) => [
  asks(g.who, g.slot, g.days),
  round([{ act: 'todo', who: 'owner', age: 0 }]),
  round([{ act: 'edit', who: g.who, which: 0, days: after }]),
  round([{ act: 'answer-number', who: 'owner', age: 9, numbers: [1] }]),
  round([answer(4, g.using, g.said), answer(3, g.using)], { workers: g.workers }),
  round([answer(0, g.using)]),
]);
const raced = story(fc.record({ given, after: both }), ({ given: g, after }) => [
  asks(g.who, g.slot, g.days),
  round([{ act: 'edit', who: g.who, which: 0, days: after }, answer(0, g.using, g.said)], { workers: g.workers }),
  round([answer(0, g.using)]),
]);
/** Two that wait for the same people, answered by number, some after they were changed. */
const listed = story(fc.record({ given, numbers: fc.constantFrom([1], [2], [1, 2]) }), ({ given: g, numbers }) => [
  asks('a1', 0, 2),
  asks('a2', 1, 2),
  round([{ act: 'todo', who: 's1', age: 0 }]),
  round([{ act: 'answer-number', who: 's1', age: 0, numbers }, answer(3, 'code', g.said, 's2')], {
    workers: g.workers,
  }),
  round([{ act: 'answer-number', who: 's1', age: 0, numbers }]),
  round([{ act: 'answer-all', who: 's1', age: 0, confirms: true }, answer(0, g.using, g.said, 's2')], { workers: 2 }),
]);
const handed = story(fc.record({ given, to: fc.constantFrom('x', 'y', 's2', 'a1', 'n'), by: fc.constantFrom('owner', 'off') }), ({ given: g, to, by }) => [
  asks(g.who, g.slot, g.days),
  round([{ act: 'transfer', who: by, age: 0, which: 0, to }]),
  round([answer(2, g.using), answer(1, g.using)], { workers: g.workers }),
  round([answer(0, g.using)]),
]); // prettier-ignore
const added = story(fc.record({ given, to: fc.constantFrom('x', 'y') }), ({ given: g, to }) => [
  asks(g.who, g.slot, g.days),
  round([{ act: 'add-approver', who: 'owner', age: 0, which: 0, to }, answer(0, g.using)], { workers: g.workers }),
  round([answer(0, g.using), answer(1, g.using)]),
  round([answer(0, g.using)]),
]);
const cancelled = story(fc.record({ given, how: fc.constantFrom<Act['act'] & ('withdraw' | 'end-leave')>('withdraw', 'end-leave'), late: fc.constantFrom(1, 48, 72) }), ({ given: g, how: act, late }) => [
  ...approved(g.who, g.slot, g.days, g.using),
  round([act === 'withdraw' ? { act, who: g.who, which: 0 } : { act, who: g.who, which: 0, yesterday: false }, { act: 'correct', who: 'off', which: 0, days: g.days }], { first: waits(late), workers: g.workers }),
  round([{ act: 'receipt', age: 0, by: 'button' }, { act: 'withdraw', who: g.who, which: 0 }]),
]); // prettier-ignore
/** Back in time, early or late; said twice at the same time, and corrected afterwards. */
const ended = story(
  fc.record({ given, after: both, hours: fc.constantFrom(50, 56, 78, 100), yesterday: fc.boolean() }),
  ({ given: g, after, hours, yesterday }) => [
    ...approved(g.who, 0, g.days, g.using),
    round(
      [
        { act: 'end-leave', who: g.who, which: 0, yesterday },
        { act: 'end-leave', who: g.who, which: 0, yesterday: false },
        { act: 'correct', who: 'off', which: 0, days: after },
      ],
      { first: waits(hours), workers: g.workers },
    ),
    round([
      { act: 'extend', who: g.who, which: 0, days: 1 },
      { act: 'correct', who: 'off', which: 0, days: after },
    ]),
  ],
);
const nudged = story(given, ({ who, slot, days, workers: two }) => [
  asks(who, slot, days),
  round([{ act: 'nudge', who, which: 0 }], { first: waits(3) }),
  round([{ act: 'nudge', who, which: 0 }, { act: 'tick' }], { workers: two }),
  round([{ act: 'nudge', who, which: 0 }], { first: waits(24) }),
]);
/** On paper for somebody who can't be reached, and for one who can. */
const onPaper = story(fc.record({ given, photo: fc.boolean(), by: fc.constantFrom('off', 'off', 'off', 's1'), seat: fc.constantFrom(SECRETARY, ORGANISATION, unitSeat('u1'), unitSeat('u2')) }), ({ given: g, photo, by, seat }) => [
  asks(g.who, g.slot, g.days),
  round([{ act: 'paper', who: by, which: 0, seat, verdict: g.said === 'approve' ? 'approve' : 'reject', photo }]),
  round([{ act: 'paper', who: by, which: 0, seat: g.days > 3 ? ORGANISATION : SECRETARY, verdict: 'approve', photo }, answer(0, g.using)], { first: { does: 'hand-over', seat: g.days > 3 ? ORGANISATION : SECRETARY, to: ['n'] }, workers: g.workers }),
  round([{ act: 'photo', who: by, age: 0 }]),
]); // prettier-ignore
const extended = story(fc.record({ given, base: short, more: fc.integer({ min: 1, max: 3 }) }), ({ given: g, base, more }) => [
  ...approved(g.who, g.slot, base, g.using),
  round([{ act: 'extend', who: g.who, which: 0, days: more }], { workers: g.workers }),
  round([answer(0, g.using), answer(1, g.using)]),
]); // prettier-ignore
const proxied = story(fc.record({ given, by: fc.constantFrom('k', 'off', 'x'), objects: fc.boolean() }), ({ given: g, by, objects }) => [
  round([{ act: 'proxy', who: by, applicant: g.who, slot: g.slot, days: g.days }]),
  round([answer(0, g.using), { act: objects ? 'object' : 'withdraw', who: g.who, which: 0 }], { workers: g.workers }),
]); // prettier-ignore
const turnedDown = story(given, ({ who, slot, days, workers: two, said }) => [
  asks(who, slot, days),
  round([{ act: 'answer', who: 'owner', age: 0, how: 'button', verdict: said, note: false }]),
  round([{ act: 'reason', who: 'owner', age: 0 }, answer(1, 'button')], { workers: two }),
  round([{ act: 'edit', who, which: 0, days: 2 }]),
  round([answer(0, 'button'), answer(0, 'code')]),
]);
/** A request that no rule settles: named by the officer, or turned down. */
const held = story(
  fc.record({ given, to: fc.constantFrom('x', 's1', 'z', 'a1'), after: both }),
  ({ given: g, to, after }) => [
    asks(g.who, g.slot, g.days),
    round([{ act: 'answer-bare', who: 'off', verdict: g.said, age: 0 }]),
    round(
      [
        { act: 'transfer', who: 'off', age: 0, which: 0, to },
        { act: 'withdraw', who: g.who, which: 2 },
      ],
      {
        workers: g.workers,
      },
    ),
    round(
      [
        { act: 'add-approver', who: 'owner', age: 0, which: 0, to: 'y' },
        { act: 'edit', who: g.who, which: 0, days: after },
      ],
      { workers: g.workers },
    ),
    round([answer(0, g.using), answer(1, g.using, g.said)], { workers: g.workers }),
    round([answer(0, g.using), { act: 'withdraw', who: g.who, which: 0 }], { workers: g.workers }),
    round([
      { act: 'correct', who: 'off', which: 0, days: after },
      { act: 'extend', who: g.who, which: 0, days: 2 },
    ]),
  ],
);

export const STORIES = {
  doubleClick,
  againstWithdrawal,
  replaced,
  deputised,
  ownSeat,
  edited,
  raced,
  listed,
  handed,
  added,
  cancelled,
  ended,
  nudged,
  onPaper,
  extended,
  proxied,
  turnedDown,
  held,
} as const;

/** Lives in which these are told, and anything besides. */
export const livesOf = (names: readonly (keyof typeof STORIES)[]): fc.Arbitrary<Life> =>
  fc
    .record({ told: fc.oneof(...names.map((name) => STORIES[name])), rest: fc.array(anyRound, { maxLength: 2 }) })
    .map(({ told, rest }) => ({ rounds: [...told, ...rest] }));

const segments = (hasChain: boolean): Story =>
  fc.oneof(
    { weight: 5, arbitrary: fc.array(anyRound, { minLength: 2, maxLength: 5 }) },
    ...Object.entries(STORIES).map(([name, arbitrary]) => ({
      weight: hasChain ? 1 : name === 'held' ? 12 : name === 'proxied' || name === 'nudged' ? 2 : 0,
      arbitrary,
    })),
  );

/** Without a chain of the rules only few of the stories get anywhere. */
export const life = (hasChain: boolean): fc.Arbitrary<Life> =>
  fc
    .record({ who: applicant, days: both, segments: fc.array(segments(hasChain), { minLength: 1, maxLength: 3 }) })
    .map(({ who, days, segments: all }) => ({ rounds: [asks(who, 0, days), ...all.flat()] }));
