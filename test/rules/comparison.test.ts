import { expect, test } from 'vitest';
import { answerLine } from '../../src/cli/decide.ts';
import { openLibrary } from '../../src/rules/library.ts';
import { edited, JIA, packHead, provision, rulesFolder, topic, type Files } from './small-packs.ts';

/** A quota of both regulations, with an amount that is no limit though its name begins like one. */
const study = (id: string, least: number): string =>
  provision(
    id,
    `quotas:
  - question: study
    every: month
    measures: [{ counts: group_study_count, at_least: ${least}, as: { limit: times } }]
    amounts: { minutes: group_study_count * 90 }
`,
  );

test('of what two regulations ask for, only what is asked is told apart by regulation', () => {
  const files: Files = {
    ...edited(JIA, 'jia/pack.yaml', 'teams:', 'extends: [shang]\nteams:'),
    'jia/study.yaml': topic(study('J-5', 2)),
    'shang/pack.yaml': packHead('shang', 'posts: [队员]\n'),
    'shang/study.yaml': topic(study('S-1', 4)),
  };
  const given = { role: '队员', month: '2026-03', group_study_count: 3 };
  const line = JSON.stringify({ id: 1, pack: 'jia', category: 'overlap', given });
  expect(answerLine(line, openLibrary(rulesFolder(files)), '2026-12-01')['amounts']).toEqual({
    jia_times: 2,
    shang_times: 4,
    actual: 3,
    minutes: 270,
  });
});
