import { describe, expect, test } from 'vitest';
import { deskOf } from '../../src/answers/desk.ts';
import { shelfOf } from '../../src/answers/shelf.ts';
import type { PolicyAnswer } from '../../src/domain/policy-answer.ts';
import type { FaqEntry, PolicyAsker } from '../../src/domain/policy-asking.ts';
import type { PolicyDocument } from '../../src/domain/policy.ts';
import { readBooks } from '../../src/rules/books.ts';
import { openLibrary } from '../../src/rules/library.ts';
import { readSynonyms } from '../../src/rules/synonyms.ts';
import { PACKS } from '../rules/small-packs.ts';
import { textOf, unit } from './small-shelf.ts';

const library = openLibrary(PACKS);
const packs = readBooks(PACKS);
const { groups, topics } = readSynonyms(PACKS);
const bare = shelfOf(packs, [], groups);

interface Asking extends Partial<PolicyAsker> {
  readonly county?: readonly [name: string, pack: string];
  readonly texts?: readonly PolicyDocument[];
}

function answerOf(question: string, { county = ['丰都县', 'fengdu-2021'], texts = [], ...more }: Asking = {}) {
  const { rules } = library.county(...county);
  const rulesOf = (id: string) => (library.packIds.includes(id) ? library.pack(id).rules : null);
  const desk = deskOf({ shelf: texts.length === 0 ? bare : shelfOf(packs, texts, groups), rulesOf, topics }, rules);
  return desk.ask(question, {
    ...{ packs: rules.packs.map(({ id }) => id), post: null, dispatchLevel: null, isTeamLeader: null },
    ...{ on: '2026-11-23', before: null, faq: [], ...more },
  });
}
const sourcesOf = (answer: PolicyAnswer): string[] =>
  (answer.is === 'answered' ? answer.parts : answer.near).map(({ source }) => source.id);
const first = (answer: PolicyAnswer) => (answer.is === 'answered' ? answer.parts : answer.near)[0];

describe('a county asks by its own rules', () => {
  test('its pack decides, and only what decided is said of it', () => {
    const answer = answerOf('请5天假谁批');
    expect(first(answer)).toMatchObject({ by: 'rules', source: { id: 'fengdu-2021' }, articles: ['第九条'] });
    expect(first(answer)?.says[0]).toBe('县委组织部、派出单位两家一起批');
    expect(first(answer)?.says.join()).not.toContain('三天及以下');
    expect(sourcesOf(answer)).toEqual(['fengdu-2021']);
  });

  test('where the pack leaves it to the county, the county’s own document decides, and is named', () => {
    const county = ['榆林示例县', 'yulin-2021'] as const;
    const answer = answerOf('请5天假谁批', { county });
    expect(first(answer)).toMatchObject({ by: 'rules', source: { id: 'sample-yulin', number: '示例' } });
    expect(first(answer)?.says[0]).toBe('乡镇（街道）党（工）委书记和派出单位都要同意');
    expect(sourcesOf(answer)).toEqual(['sample-yulin', 'yulin-2021']);
    expect(sourcesOf(answerOf('请20天假谁批', { county }))[0]).toBe('sample-yulin');
  });

  test('what its pack decides is not said of the one above', () => {
    const answer = answerOf('丰都和重庆请5天假分别由谁批');
    expect(sourcesOf(answer).toSorted()).toEqual(['chongqing-2023', 'fengdu-2021']);
    const above = answer.is === 'answered' ? answer.parts.find(({ source }) => source.id === 'chongqing-2023') : null;
    expect(above?.by).toBe('fact');
  });

  test('the post is that of who asks, or the one that is named', () => {
    const asXian = (question: string, post: string | null): string | undefined =>
      first(answerOf(question, { county: ['西安市', 'xian-2018'], post }))?.says[0];
    expect(asXian('请1天假谁批', '驻村干部')).not.toBe(asXian('请1天假谁批', '驻村工作队队长'));
    expect(asXian('驻村工作队队长请1天假谁批', '驻村干部')).toBe(asXian('请1天假谁批', '驻村工作队队长'));
  });
});

describe('its own documents come first', () => {
  const other = textOf('text-1', [
    unit('第一条', '驿马须在驿站补给草料。'),
    unit('第二条', '工作队每月集中学习八次。'),
  ]);

  test('those above answer where they say nothing, and imported ones behind them', () => {
    expect(sourcesOf(answerOf('市派人员每人每年多少工作经费'))[0]).toMatch(/fengdu-2021|chongqing-2023/);
    expect(sourcesOf(answerOf('工作队每月集中学习几次', { texts: [other] }))[0]).toBe('fengdu-2021');
    expect(sourcesOf(answerOf('驿马在驿站补给草料', { texts: [other] }))).toEqual(['text-1']);
  });

  test('another place is refused, with the nearest of one’s own', () => {
    const answer = answerOf('西安的驻村干部请假谁批');
    expect(answer).toMatchObject({ is: 'refused', why: 'not-held' });
    expect(sourcesOf(answer).every((id) => ['fengdu-2021', 'chongqing-2023'].includes(id))).toBe(true);
  });

  test('places that are named are compared; one that is named is compared with one’s own where that is asked', () => {
    expect(sourcesOf(answerOf('西安和榆林每月住村时间有啥不一样'))).toEqual(['xian-2018', 'yulin-2021']);
    expect(sourcesOf(answerOf('和西安比每月住村时间有什么不同'))).toEqual(['fengdu-2021', 'xian-2018']);
    expect(sourcesOf(answerOf('请假丰都和西安哪个更严'))).toEqual(['fengdu-2021', 'xian-2018']);
  });
});

describe('the figure of this month', () => {
  test('is that of a post that is known or named, of this month’s length', () => {
    const february = answerOf('这个月要住够几天', { post: '驻村第一书记', on: '2026-02-10' });
    const march = answerOf('这个月要住够几天', { post: '驻村第一书记', on: '2026-03-10' });
    expect(first(february)).toMatchObject({ by: 'rules' });
    expect(first(february)?.says[0]).toContain('28 天的 2/3');
    expect(first(march)?.says[0]).toContain('31 天的 2/3');
    expect(first(answerOf('驻村第一书记这个月要住够几天'))?.says[0]).toContain('这个月至少 20 天');
  });

  test('is not reckoned for nobody in particular', () => {
    expect(first(answerOf('这个月要住够几天'))?.by).not.toBe('rules');
  });
});

describe('what was asked before', () => {
  test('is gone on from', () => {
    const before = '请1天假谁批';
    expect(first(answerOf('那超过三天呢', { before }))?.says[0]).toBe(first(answerOf('请4天假谁批'))?.says[0]);
    expect(first(answerOf('那超过三天呢', { before }))?.says[0]).not.toBe(first(answerOf(before))?.says[0]);
  });

  test('is asked of another place that is named then', () => {
    const answer = answerOf('那驻马店呢', { before: '每月集中学习几次' });
    expect(sourcesOf(answer)).toEqual(['zhumadian-2022']);
  });

  test('of any length leaves the new question in sight', () => {
    const before = '请假谁批，'.repeat(10_000);
    expect(first(answerOf('那超过三天呢', { before }))?.says[0]).toBe(first(answerOf('请4天假谁批'))?.says[0]);
    expect(sourcesOf(answerOf('每月集中学习几次', { before: '驿马'.repeat(5000) })).length).toBeGreaterThan(0);
  });
});

describe('what the office has answered', () => {
  const entry: FaqEntry = {
    ...{ id: 'f1', question: '探亲路费报不报', answer: '示例：按本单位规定' },
    ...{ pack: 'fengdu-2021', article: '第九条' },
  };
  const asked = (question: string, more: Asking = {}): PolicyAnswer => answerOf(question, { faq: [entry], ...more });

  test.each(['探亲路费报不报', '探亲路费报不报？', ' 探亲路费，报不报'])('counts first: %s', (question) =>
    expect(asked(question)).toMatchObject({
      is: 'answered',
      parts: [{ says: ['示例：按本单位规定'], articles: ['第九条'], source: { id: 'fengdu-2021' } }],
    }),
  );

  test('is not given for another question, and not where there is none', () => {
    expect(first(asked('请5天假谁批'))?.says).not.toContain(entry.answer);
    expect(answerOf('探亲路费报不报')).toMatchObject({ is: 'refused' });
  });

  test('comes with the article where its text is there and short, and by its id where the document went', () => {
    const texts = [textOf('fengdu-2021', [unit('第九条', '示例短文。')], { pack: 'fengdu-2021' })];
    expect(first(asked('探亲路费报不报', { texts }))?.quotations).toEqual([{ article: '第九条', text: '示例短文。' }]);
    const long = [textOf('fengdu-2021', [unit('第九条', '示例长文。'.repeat(100))], { pack: 'fengdu-2021' })];
    expect(first(asked('探亲路费报不报', { texts: long }))?.quotations).toEqual([]);
    const gone = answerOf('探亲路费报不报', { faq: [{ ...entry, pack: 'text-gone' }] });
    expect(first(gone)?.source).toMatchObject({ id: 'text-gone', title: 'text-gone' });
  });
});

test('a question of a hundred thousand characters is answered like its beginning, and soon', () => {
  const started = performance.now();
  expect(answerOf(`请5天假谁批${'请假'.repeat(50_000)}`)).toEqual(
    answerOf(`请5天假谁批${'请假'.repeat(50_000)}`.slice(0, 1000)),
  );
  expect(performance.now() - started).toBeLessThan(10_000);
});
