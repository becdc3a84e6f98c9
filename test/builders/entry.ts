/** A line of a ledger: 示例甲's, of Wednesday morning. */
import type { LedgerEntry } from '../../src/domain/duty.ts';
import { wednesday } from './moments.ts';

export const entry = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: '',
  ledger: 'study',
  personId: 'p1',
  teamId: 'team-v1',
  on: '2026-12-02',
  at: wednesday,
  text: '集中学习',
  people: null,
  days: null,
  level: null,
  place: null,
  images: [],
  closes: [],
  ...more,
});
