/** Least whole numbers of a share, in integers: 2/3 of 30 is 20, never 20.000000000000004 rounded up to 21. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** Whether exactly the share is enough (`inclusive`), or it must be passed. */
export type Bound = 'inclusive' | 'exclusive';
export const bounds: readonly Bound[] = ['inclusive', 'exclusive'];

/** The least whole number that reaches, or passes, the share of `whole`. */
export function leastOf(whole: number, { numerator, denominator }: Share, bound: Bound): number {
  const product = whole * numerator;
  const remainder = product % denominator;
  const floor = (product - remainder) / denominator;
  return remainder === 0 && bound === 'inclusive' ? floor : floor + 1;
}
