/** The lines of a regulation as they are found, and an end where there are too many. */
import type { PolicyFileLimits, PolicyFileRefusal } from './policy-file-limits.ts';
import { refuse } from './refusing.ts';

export const refuseFile: (refusal: PolicyFileRefusal) => never = refuse;

export class PolicyLines {
  readonly #limits: PolicyFileLimits;
  readonly #lines: string[] = [];
  #letters = 0;

  constructor(limits: PolicyFileLimits) {
    this.#limits = limits;
  }

  add(line: string): void {
    this.#letters += line.length;
    if (this.#letters > this.#limits.letters) refuseFile({ why: 'too-many-letters', limit: this.#limits.letters });
    if (this.#lines.length === this.#limits.lines) refuseFile({ why: 'too-many-lines', limit: this.#limits.lines });
    this.#lines.push(line);
  }

  /** @param pages of a PDF; null where the file has none */
  all(pages: number | null = null): readonly string[] {
    if (this.#lines.every((line) => line.trim() === '')) refuseFile({ why: 'no-text', pages });
    return this.#lines;
  }
}
