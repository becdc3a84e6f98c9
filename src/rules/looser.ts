/** A county may ask for more than its packs, never for less. */
import type { RuleProblem } from '../domain/rule-problem.ts';
import type { CompiledPack } from './compile.ts';
import type { Located } from './parse.ts';
import type { Measure, Provision } from './schema.ts';

/** Numbers of the overlay's quotas against those of the packs for the same question and count. */
export function checkStricter(
  provisions: readonly Located<Provision>[],
  overlay: CompiledPack,
  packs: readonly (CompiledPack | null)[],
): RuleProblem[] {
  return provisions.flatMap((at) =>
    at.value.quotas.flatMap((quota, q) =>
      quota.measures.flatMap((own, m): RuleProblem[] => {
        const above = packs
          .flatMap((pack) => pack?.quotas.get(quota.question) ?? [])
          .flatMap(({ measures, provision }) => measures.map(({ source }) => ({ source, provision })))
          .find(({ source }) => source.counts === own.counts && isLooser(own, source));
        const key = own.at_least === undefined ? 'at_most' : 'at_least';
        const [ownNumber, aboveNumber] = [own[key], above?.source[key]];
        if (!above || typeof ownNumber !== 'number' || typeof aboveNumber !== 'number') return [];
        const { title, article } = above.provision.citation;
        const place = at.at(['quotas', q, 'measures', m, key]);
        return [{ ...place, problem: 'looser', pack: `《${title}》`, article, own: ownNumber, above: aboveNumber }];
      }),
    ),
  );
}

function isLooser(own: Measure, above: Measure): boolean {
  if (typeof own.at_least === 'number' && typeof above.at_least === 'number') return own.at_least < above.at_least;
  return typeof own.at_most === 'number' && typeof above.at_most === 'number' && own.at_most > above.at_most;
}
