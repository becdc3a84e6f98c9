/** docs/leave-by-chat.md is what the product says when its scripts are played, and the words that it names are understood. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chapters } from '../../scripts/transcript-sections.ts';
import { LEAVE_BY_CHAT, leaveByChat } from '../../scripts/transcripts.ts';
import { understand } from '../../src/language/understand.ts';
import { freshDatabase } from '../support/database.ts';

const document = readFileSync(LEAVE_BY_CHAT, 'utf8');
const sections = chapters().flatMap((chapter) => chapter.sections);
const examples = sections.flatMap((section) => section.examples.map((example) => [section.id, example] as const));
const transcripts = [...document.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');

describe('leave by chat', () => {
  test('is what the product says today; npm run docs:transcripts writes it anew', async () => {
    expect(await leaveByChat(freshDatabase)).toBe(document);
  }, 300_000); // some seconds alone, minutes on a machine that is busy

  test('has a section for each operation', () => {
    const operations =
      'approve reject return withdraw transfer add-approver deputy nudge timeout filing end early-return extension cancel ' +
      'correct proxy object backdated paper held todo all wrong late changed digest answered halves back-to-back overlap ' +
      'holidays balance recall told whereabouts after why ledger';
    expect(sections.map(({ id }) => id)).toEqual(operations.split(' '));
    expect(transcripts).toHaveLength(sections.length);
  });

  test.each(examples)('%s is understood by “%s”', (_, example) => {
    expect(understand(example, Date.UTC(2026, 11, 2)).intent).not.toBe('none');
  });

  test('names nobody but the people of the samples', () => {
    const speakers = transcripts.flatMap((text) => [...text.matchAll(/^\d\d:\d\d {2}(?:机器人 → )?([^：（\n]+)/gm)]);
    expect(speakers.length).toBeGreaterThan(sections.length);
    expect(speakers.map(([, name = '']) => name).filter((name) => !name.startsWith('示例'))).toEqual([]);
  });
});
