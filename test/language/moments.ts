/** Instants for the tests of what is said. */
import { shanghai } from '../builders/moments.ts';

export { shanghai, wednesday } from '../builders/moments.ts';

/** In the middle of a month. */
export const saturday = shanghai('2026-11-21 10:00');
