/** Instants for the tests, said in Shanghai's time. */
import type { Instant } from '../../src/domain/calendar.ts';

/** `shanghai('2026-11-21 10:00')`. */
export const shanghai = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);

/** 2 December 2026, on which most tests begin. */
export const wednesday = shanghai('2026-12-02 10:00');
