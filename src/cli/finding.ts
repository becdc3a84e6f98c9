/** What a look at a county's machine and data finds. */
import type { Config } from '../config.ts';
import type { Instant } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { sayFailure } from './say-failure.ts';

export interface Finding {
  readonly what: string;
  readonly state: 'fine' | 'wrong' | 'note' | 'skipped';
  /** What to do about it. */
  readonly todo: string | null;
}

export interface Looked {
  readonly config: Config;
  readonly folder: string;
  /** null where county.yaml can't be used. */
  readonly county: County | null;
  readonly now: () => Instant;
}

export interface Check {
  /** What is looked at, for the line of a check that fails itself. */
  readonly about: string;
  readonly look: (at: Looked) => readonly Finding[] | Promise<readonly Finding[]>;
}

export const fine = (what: string): Finding => ({ what, state: 'fine', todo: null });
export const wrong = (what: string, todo: string): Finding => ({ what, state: 'wrong', todo });
export const note = (what: string, todo: string | null = null): Finding => ({ what, state: 'note', todo });
export const skipped = (what: string): Finding => ({ what, state: 'skipped', todo: null });

/** The error in the words of the product where it has any; else its name alone, for a message may hold data. */
export const wordsOf = (error: unknown): string =>
  sayFailure(error) ?? (error instanceof Error ? [error.name, codeOf(error)].filter(Boolean).join(' ') : 'unknown');

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
