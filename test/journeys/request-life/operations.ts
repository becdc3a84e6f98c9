/** What may happen in the life of a request, as plain data. Nothing here knows what should come of it. */
import fc from 'fast-check';
import { APPLICANTS, KEEPER, NAMES, ORGANISATION, SECRETARY, unitSeat } from './county.ts';
import type { Verdict } from './state.ts';

/** How an answer names its request. */
export type How = 'button' | 'quote' | 'code';
/** `which` and `age` count back from the latest; `who` is `owner` for whoever was asked there. */
export type Act =
  | { readonly act: 'ask'; readonly who: string; readonly slot: number; readonly days: number }
  | {
      readonly act: 'answer';
      readonly who: string;
      readonly age: number;
      readonly how: How;
      readonly verdict: Verdict;
      readonly note: boolean;
    }
  | { readonly act: 'answer-bare'; readonly who: string; readonly verdict: Verdict; readonly age: number }
  | { readonly act: 'answer-number'; readonly who: string; readonly numbers: readonly number[]; readonly age: number }
  | { readonly act: 'answer-all'; readonly who: string; readonly age: number; readonly confirms: boolean }
  | { readonly act: 'reason' | 'confirm' | 'todo' | 'photo' | 'end-deputy'; readonly who: string; readonly age: number }
  | { readonly act: 'edit'; readonly who: string; readonly which: number; readonly days: number }
  | { readonly act: 'correct'; readonly who: string; readonly which: number; readonly days: number }
  | { readonly act: 'withdraw' | 'nudge' | 'object'; readonly who: string; readonly which: number }
  | {
      readonly act: 'transfer' | 'add-approver';
      readonly who: string;
      readonly age: number;
      readonly which: number;
      readonly to: string;
    }
  | {
      readonly act: 'deputy';
      readonly who: string;
      readonly age: number;
      readonly to: string;
      readonly days: readonly [number, number];
    }
  | {
      readonly act: 'paper';
      readonly who: string;
      readonly which: number;
      readonly seat: string;
      readonly verdict: 'approve' | 'reject';
      readonly photo: boolean;
    }
  | { readonly act: 'receipt'; readonly age: number; readonly by: 'button' | 'quote' }
  | { readonly act: 'end-leave'; readonly who: string; readonly which: number; readonly yesterday: boolean }
  | { readonly act: 'extend'; readonly who: string; readonly which: number; readonly days: number }
  | {
      readonly act: 'proxy';
      readonly who: string;
      readonly applicant: string;
      readonly slot: number;
      readonly days: number;
    }
  | { readonly act: 'tick' };

/** What happens between the sending of messages and their being worked. */
export type Meanwhile =
  | { readonly does: 'nothing' }
  | { readonly does: 'wait'; readonly hours: number }
  | { readonly does: 'hand-over'; readonly seat: string; readonly to: readonly string[] };

/** Messages that are all there before any is worked; by one worker, or two at the same time. */
export interface Round {
  /** Before them. */
  readonly first: Meanwhile;
  readonly acts: readonly Act[];
  readonly meanwhile: Meanwhile;
  readonly workers: 1 | 2;
}
export interface Life {
  readonly rounds: readonly Round[];
}

export const nothing: Meanwhile = { does: 'nothing' };
export const waits = (hours: number): Meanwhile => ({ does: 'wait', hours });
export const round = (acts: readonly Act[], more: Partial<Round> = {}): Round => ({
  first: nothing,
  meanwhile: nothing,
  workers: 1,
  ...more,
  acts,
});

export const applicant = fc.constantFrom(...APPLICANTS);
export const anybody = fc.constantFrom(...Object.keys(NAMES).filter((id) => id !== 'n'));
const named = fc.constantFrom(...Object.keys(NAMES));
const days = fc.integer({ min: 1, max: 5 });
const slot = fc.nat({ max: 1 });
const which = fc.nat({ max: 2 });
export const age = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 2 }) }, { weight: 1, arbitrary: fc.nat({ max: 9 }) });
export const how = fc.constantFrom<How>('button', 'quote', 'code');
export const verdict = fc.constantFrom<Verdict>('approve', 'approve', 'approve', 'reject', 'return');
/** Mostly whoever was asked. */
const answering = fc.oneof({ weight: 6, arbitrary: fc.constant('owner') }, { weight: 1, arbitrary: anybody });

export const answering1 = fc.record({ act: fc.constant('answer' as const), who: answering, age, how, verdict, note: fc.boolean() }); // prettier-ignore

const single: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('ask' as const), who: applicant, slot, days }) },
  { weight: 9, arbitrary: answering1 },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('answer-bare' as const), who: answering, verdict, age }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('answer-number' as const),
      who: answering,
      age,
      numbers: fc.constantFrom([1], [2], [1, 2], [3]),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('answer-all' as const), who: answering, age, confirms: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('reason' as const, 'confirm' as const, 'todo' as const, 'todo' as const), who: answering, age }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('edit' as const), who: fc.oneof(applicant, anybody), which, days }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('correct' as const), who: fc.constantFrom('off', 'off', 's1', 'a1'), which, days }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('withdraw' as const, 'withdraw' as const, 'nudge' as const, 'object' as const), who: fc.oneof({ weight: 5, arbitrary: applicant }, { weight: 1, arbitrary: anybody }), which }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('transfer' as const, 'transfer' as const, 'add-approver' as const), who: fc.oneof(answering, fc.constant('off')), age, which, to: named }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('deputy' as const),
      who: answering,
      age,
      to: named,
      days: fc.constantFrom<readonly [number, number]>([0, 0], [0, 2], [1, 3], [-3, -1], [-2, 0]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('end-deputy' as const), who: answering, age }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('paper' as const),
      who: fc.constantFrom('off', 'off', 'off', 's1'),
      which,
      seat: fc.constantFrom(SECRETARY, ORGANISATION, unitSeat('u1'), unitSeat('u2')),
      verdict: fc.constantFrom('approve' as const, 'reject' as const),
      photo: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('photo' as const), who: fc.constant('off'), age }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('receipt' as const), age: fc.nat({ max: 1 }), by: fc.constantFrom('button' as const, 'quote' as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('end-leave' as const), who: applicant, which, yesterday: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('extend' as const), who: applicant, which, days: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('proxy' as const), who: fc.constantFrom('k', 'off', 'x'), applicant, slot, days }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: 'tick' }) },
); // prettier-ignore

export const handedOver: fc.Arbitrary<Meanwhile> = fc
  .constantFrom<readonly [string, readonly string[]]>(
    [SECRETARY, ['s1']],
    [SECRETARY, ['x']],
    [SECRETARY, ['a1', 's2']],
    [ORGANISATION, ['x']],
    [ORGANISATION, ['n']],
    [ORGANISATION, ['y', 'z']],
    [unitSeat('u1'), ['a1', 'p']],
    [unitSeat('u1'), []],
    [unitSeat('u2'), ['a2']],
    [SECRETARY, ['s1', 's2']],
    [KEEPER, ['k']],
  )
  .map(([seat, to]) => ({ does: 'hand-over', seat, to }));

const meanwhile: fc.Arbitrary<Meanwhile> = fc.oneof(
  { weight: 7, arbitrary: fc.constant(nothing) },
  { weight: 2, arbitrary: fc.constantFrom(3, 8, 24, 24, 48).map(waits) },
  { weight: 2, arbitrary: handedOver },
);
export const workers = fc.constantFrom<1 | 2>(1, 2);

/** Few acts, so that every order of them can be tried. */
export const anyRound: fc.Arbitrary<Round> = fc.record({
  first: meanwhile,
  acts: fc.array(single, { minLength: 1, maxLength: 4 }),
  meanwhile: fc.oneof({ weight: 4, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: meanwhile }),
  workers,
});
