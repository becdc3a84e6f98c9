/** The transcripts in docs are what the product says when their scripts are played, and the words that they name are understood. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chapters, type Document } from '../../scripts/transcript-sections.ts';
import { transcriptFiles, transcripts } from '../../scripts/transcripts.ts';
import { understand } from '../../src/language/understand.ts';
import { freshDatabase } from '../support/database.ts';

const operations: Readonly<Record<Document, string>> = {
  leave:
    'approve reject return withdraw transfer add-approver deputy nudge timeout filing end early-return extension cancel ' +
    'correct proxy object backdated paper held todo all wrong late changed digest answered halves back-to-back overlap ' +
    'holidays balance recall told whereabouts after why ledger',
  people:
    'introduce bind spoilt too-many invite unbind web first decline read withdraw-consent my-data who-looked change-holder ' +
    'change-holder-filing name-deputy-for',
  duties:
    'digest owed group above switch study visit courtyard training report take-back days-short month-table month-report ' +
    'year-report typo resume as-before two-at-once',
  policy: 'decided month fact compare refused in-group',
};

describe.each(['leave', 'people', 'policy'] as const)('%s by chat', (of) => {
  const document = readFileSync(transcriptFiles[of], 'utf8');
  const sections = chapters(of).flatMap((chapter) => chapter.sections);
  const examples = sections.flatMap((section) => section.examples.map((example) => [section.id, example] as const));
  const shown = [...document.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');

  test('is what the product says today; npm run docs:transcripts writes it anew', async () => {
    expect(await transcripts(of, freshDatabase)).toBe(document);
  }, 300_000); // some seconds alone, minutes on a machine that is busy

  test('has a section for each operation', () => {
    expect(sections.map(({ id }) => id)).toEqual(operations[of].split(' '));
    expect(shown).toHaveLength(sections.length);
  });

  test.each(examples)('%s is understood by “%s”', (_, example) => {
    expect(understand(example, Date.UTC(2026, 11, 2)).intent).not.toBe('none');
  });

  test('names nobody but the people of the samples', () => {
    const speakers = shown.flatMap((text) => [...text.matchAll(/^\d\d:\d\d {2}(?:机器人 → )?([^：（\n]+)/gm)]);
    expect(speakers.length).toBeGreaterThan(sections.length);
    expect(speakers.map(([, name = '']) => name).filter((name) => !name.startsWith('示例'))).toEqual([]);
  });
});
