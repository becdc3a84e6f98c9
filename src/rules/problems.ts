/** How a pack that cannot be used is refused: every problem found, not only the first. */
import type { RuleProblem } from '../domain/rule-problem.ts';

/** Thrown by the loader. `message` is for logs; `src/replies/rule-problems.ts` words `problems` for people. */
export class RulesRefused extends Error {
  override readonly name = 'RulesRefused';
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    super(problems.map((p) => `${p.file}:${p.line} ${p.id ?? '-'} ${p.problem}`).join('\n'));
    this.problems = problems;
  }
}
