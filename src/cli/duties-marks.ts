/** ①, ② for the regulations that rows cite. */
import type { Rules } from '../rules/decision.ts';

/** In the order of the packs; nothing where there is one alone. */
export function markOf(pack: string, { packs }: Pick<Rules, 'packs'>): string {
  const place = packs.findIndex(({ id }) => id === pack);
  return packs.length < 2 || place < 0 ? '' : String.fromCodePoint(0x2460 + place);
}
