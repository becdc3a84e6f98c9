/** What a stretch of a leave message is taken for. */
import type { Piece } from './said-pieces.ts';

export type Mark =
  /** Only between days: 到 (also 请到12.3), a dash, 和, 、. */
  | 'to'
  | 'dash'
  | 'and'
  | 'comma'
  /** 12.1或12.2, 12.1前后: makes the dates beside it unclear. */
  | 'or'
  | 'around'
  /** 从 before a day, 起/开始 after it: where the leave starts, its end still to be said. */
  | 'since'
  | 'begins'
  | 'command'
  /** 请, 休: a command only before a date, a duration or a kind; 假 only after one. */
  | 'verb'
  | 'tail'
  /** 一共: the duration after it counts for the whole. */
  | 'total'
  /** Words that carry nothing: dropped from the edges of a reason. */
  | 'filler'
  /** 原因: dropped from the beginning of a reason only (个人原因 keeps it). */
  | 'label'
  /** 不对, 说错了: what stands after it replaces what stood before. */
  | 'corrects'
  | 'gap'
  | 'text';

export interface HalfMark {
  readonly type: 'half';
  readonly half: 'am' | 'pm' | 'noon' | 'whole';
  /** Said as a time of day (9点), which alone does not say until when. */
  readonly isClock: boolean;
}

export type Token = { readonly start: number; readonly end: number } & (
  | { readonly type: Mark }
  | { readonly type: 'piece'; readonly piece: Piece }
  | HalfMark
  | { readonly type: 'kind'; readonly kind: string }
  /** A part of the day that stands beside no day and no command: loose-half.ts says what it means. */
  | { readonly type: 'text'; readonly half: HalfMark['half'] }
);

/** What says something of time in every text; some texts know more that does. */
export const timeTypes: readonly Token['type'][] = [
  'piece',
  'half',
  'to',
  'dash',
  'and',
  'comma',
  'or',
  'around',
  'since',
  'begins',
  'total',
];
