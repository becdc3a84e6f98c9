/** What a report that was sent as a document is called, by the document or by the words beside it. */
import type { Instant } from '../domain/calendar.ts';
import { reportNouns } from './duty-words.ts';
import type { Intent } from './intent.ts';
import { understand } from './understand.ts';

type Report = Extract<Intent, { intent: 'write-entry' }>;

/** 11月工作汇报, as if 上报 stood before it; null where that says no report. */
export function reportNamed(words: string, now: Instant): Report | null {
  const said = understand(`上报 ${words}`, now);
  return said.intent === 'write-entry' && said.said.ledger === 'report' ? said : null;
}

const longest = 60;

/** It is not written yet, or somebody asks. */
const otherwise = /[没未吗?？]/;

/** Words beside a document that say of which period it reports, and nothing else. */
export function reportBeside(words: string, now: Instant): Report | null {
  if (words.length > longest || !reportNouns.test(words) || otherwise.test(words)) return null;
  const said = reportNamed(words, now);
  return said && (said.said.about?.every ?? null) !== null ? said : null;
}
