/** Waits that grow with each failure: quick after a blip, sparing on a line that stays down. */

const LONGEST_MS = 20_000;

/** @returns ms before try `failures` + 1; with some chance, so that all windows don't come back at once */
export const backoffMs = (failures: number, chance: number): number =>
  Math.min(LONGEST_MS, 500 * 2 ** Math.min(failures, 10)) * (0.75 + chance / 2);
