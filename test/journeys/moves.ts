/** What may happen in a conversation, as plain data: any actor, any order. Nothing here knows what should come of it. */
import fc from 'fast-check';
import { PERSON_IDS } from '../builders/county.ts';
import * as words from './words.ts';

/**
 * `{+2}` in a text becomes the date two days on, `{m}` a marker that occurs nowhere else. `which` counts back from the
 * last thing of its kind that was sent.
 */
export type Move =
  | { readonly do: 'say'; readonly who: string; readonly text: string; readonly more: SayMore }
  /** Whoever got that message says something. */
  | { readonly do: 'reply'; readonly which: number; readonly text: string }
  | { readonly do: 'pin'; readonly who: string; readonly forwarded: boolean; readonly inGroup: boolean }
  | { readonly do: 'odd'; readonly who: string; readonly otherKind: string }
  | {
      readonly do: 'answer';
      readonly which: number;
      readonly verdict: '同意' | '驳回' | '退回';
      readonly how: 'quote' | 'button' | 'code' | 'bare' | 'quote-and-code';
      /** Whoever was asked, the applicant, or anybody. */
      readonly by: 'asked' | 'applicant' | { readonly who: string };
      readonly because: boolean;
      readonly inGroup: boolean;
    }
  | { readonly do: 'confirm'; readonly which: number; readonly how: 'words' | 'button' | 'good' | 'cancel' }
  | { readonly do: 'press'; readonly which: number; readonly by: 'owner' | { readonly who: string } }
  /** The next of these parts of a day begins, and the clock strikes; `now` strikes where it is. */
  | { readonly do: 'clock'; readonly to: 'now' | 'morning' | 'evening' }
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
export const cadre = fc.constantFrom('k0', 'k0', 'k1', 'k2');
const person = fc.constantFrom(...PERSON_IDS, 'stranger');
/** Those who hold seats, the officer most often. */
const office = fc.constantFrom('o10', 'o10', 'o1', 'o2', 'o3', 'o5', 'o6', 'o9', 'c3', 'c6');
const anybody = fc.oneof({ weight: 2, arbitrary: cadre }, { weight: 1, arbitrary: person });
export const say = (who: string, text: string, more: Partial<SayMore> = {}): Move => ({
  do: 'say',
  who,
  text,
  more: { ...plainly, ...more },
});

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
export const how = fc.constantFrom('quote', 'button', 'code', 'bare', 'quote-and-code');
export const answer: fc.Arbitrary<Move> = fc.record({
  do: fc.constant('answer'),
  which: fc.nat({ max: 4 }),
  verdict: fc.constantFrom('同意', '同意', '同意', '驳回', '退回'),
  how,
  by,
  because: fc.boolean(),
  inGroup: fc.constantFrom(false, false, false, false, true),
});
const confirming: fc.Arbitrary<Move> = fc.record({
  do: fc.constant('confirm'),
  which: fc.nat({ max: 1 }),
  how: fc.constantFrom('words', 'button', 'good', 'cancel'),
});

const replying: fc.Arbitrary<Move> = fc.record({
  do: fc.constant('reply'),
  which: fc.nat({ max: 5 }),
  text: fc.constantFrom(
    ...words.deciding,
    ...words.parts,
    ...words.acknowledging,
    ...words.handing,
    ...words.answering,
    ...words.changes,
    '不合适{m}',
    '撤回',
    '我的',
    '为什么',
  ),
});

export const single: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: saying(cadre, words.now) },
  { weight: 2, arbitrary: saying(cadre, words.gone) },
  { weight: 2, arbitrary: saying(cadre, words.logs) },
  { weight: 3, arbitrary: saying(anybody, words.asks) },
  { weight: 3, arbitrary: saying(cadre, words.ledgers) },
  { weight: 2, arbitrary: saying(anybody, words.duties) },
  { weight: 1, arbitrary: saying(office, words.switches) },
  { weight: 3, arbitrary: saying(cadre, words.makeUps) },
  { weight: 4, arbitrary: saying(cadre, words.leaves) },
  { weight: 4, arbitrary: saying(cadre, words.parts) },
  { weight: 3, arbitrary: saying(anybody, words.acknowledging) },
  { weight: 4, arbitrary: saying(anybody, words.deciding) },
  { weight: 2, arbitrary: saying(anybody, words.garbage) },
  { weight: 4, arbitrary: saying(cadre, words.changes) },
  { weight: 3, arbitrary: saying(cadre, words.returns) },
  { weight: 2, arbitrary: saying(anybody, words.handing) },
  { weight: 2, arbitrary: saying(office, words.handing) },
  { weight: 2, arbitrary: saying(anybody, words.naming) },
  { weight: 3, arbitrary: saying(office, words.answering) },
  { weight: 3, arbitrary: saying(office, words.officeWords) },
  { weight: 2, arbitrary: saying(office, words.proxies) },
  { weight: 1, arbitrary: saying(anybody, words.wishes) },
  { weight: 8, arbitrary: answer },
  { weight: 4, arbitrary: confirming },
  { weight: 6, arbitrary: replying },
  {
    weight: 5,
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
  { weight: 4, arbitrary: fc.record({ do: fc.constant('clock'), to: fc.constantFrom('now', 'morning', 'evening') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), which: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.constant<Move>({ do: 'restart' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      to: fc.constantFrom('soon', 'before-midnight', 'after-midnight', 'month-end', 'two-days'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hand-over'), seat: fc.nat({ max: 13 }), to: person }) },
);
