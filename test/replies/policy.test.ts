import { describe, expect, test } from 'vitest';
import type { PolicyPart } from '../../src/domain/policy-answer.ts';
import type { PolicyResult } from '../../src/domain/policy-result.ts';
import { excerpt } from '../../src/replies/policy-quotation.ts';
import { sayPolicyAnswer } from '../../src/replies/policy.ts';
import { wordReply } from '../../src/replies/word.ts';
import { policyPart } from '../builders/policy-desk.ts';
import { old, quotation, upper } from './samples-policy.ts';

type Answered = Extract<PolicyResult, { says: 'policy-answered' }>;
const said = (parts: readonly PolicyPart[], more: Partial<Answered> = {}): string =>
  wordReply({
    ...{ says: 'policy-answered', on: '2026-12-02', upper: [], byOffice: false },
    answer: { is: 'answered', parts },
    ...more,
  }).text;
const linesOf = (...args: Parameters<typeof said>): string[] => said(...args).split('\n');

describe('an answer', () => {
  test('says what holds, then document, number, day and article in one line, then the text', () => {
    expect(linesOf([policyPart({ quotations: [quotation] })])).toEqual([
      '示例答复：超过三天由示例单位审批。',
      '依据：《示例驻村干部细则》（示例办〔2021〕1号，2021年9月10日起施行）第九条',
      `原文（第九条）：「${quotation.text}」`,
    ]);
  });

  test('without an imported text says that it is a summary', () => {
    expect(linesOf([policyPart()])[0]).toBe('示例答复：超过三天由示例单位审批。（本包摘要，非原文）');
  });

  test('of the office’s own is called so', () => {
    expect(linesOf([policyPart()], { byOffice: true })[0]).toContain('（县里的答复，非原文）');
  });

  test('found in the text alone claims no summary', () => {
    const text = said([policyPart({ by: 'text', says: [], quotations: [quotation] })]);
    expect(text).toMatch(/^依据：.*\n原文（第九条）：「/);
    expect(text).not.toContain('摘要');
  });

  test('out of several documents stands under their titles; one above is marked, one that ended says so', () => {
    const text = said([policyPart(), upper, old], { upper: ['chongqing-2023'] });
    expect(text.match(/^【.*$/gm)).toEqual([
      '【示例驻村干部细则】示例答复：超过三天由示例单位审批。（本包摘要，非原文）',
      '【示例市办法】（上级文件，两个都要满足）示例答复：超过三天由示例单位审批。（本包摘要，非原文）',
      '【示例旧细则】示例答复：超过三天由示例单位审批。（本包摘要，非原文）',
    ]);
    expect(text).toContain('这份文件执行到2020年12月31日，现在已经不执行。');
    expect(text).toContain('注意：脱贫攻坚时期的文件。');
    expect(text).toContain('依据：第九条（2021年9月10日起施行）');
  });

  test('of a document that is not in force yet says so', () => {
    expect(said([policyPart()], { on: '2021-01-01' })).toContain('2021年9月10日起施行，现在还没有施行');
  });

  test('names further articles that are not shown', () => {
    expect(linesOf([policyPart({ articles: ['第九条', '第十条', '第十一条'] })]).at(-1)).toMatch(
      /第九条；另见第十条、第十一条$/,
    );
  });
});

describe('a long answer', () => {
  const sentence = `${'长'.repeat(99)}。`;
  const long = (article: string, sentences: number) => ({ article, text: sentence.repeat(sentences) });

  test('stays near what a phone shows: whole sentences of the first text, further articles by name', () => {
    const part = policyPart({ quotations: [long('第九条', 8), long('第十条', 3)], articles: ['第九条', '第十条'] });
    const text = said([part]);
    expect(text.length).toBeLessThan(650);
    expect(text).toMatch(/第九条；另见第十条\n原文（第九条，节录）：「(长{99}。){4,5}」$/);
  });

  test('never cuts a sentence, however long it is', () => {
    const one = { article: '第九条', text: `${'长'.repeat(900)}。后一句。` };
    expect(said([policyPart({ quotations: [one] })])).toContain(`「${'长'.repeat(900)}。」`);
  });

  test('out of more documents than three names the others', () => {
    const parts = ['甲', '乙', '丙', '丁'].map((name) =>
      policyPart({ source: { ...policyPart().source, id: name, title: `示例${name}` } }),
    );
    expect(said(parts)).toMatch(/还有：《示例丁》第九条$/);
  });

  test('outside of a chat is whole', () => {
    const part = policyPart({ quotations: [long('第九条', 8), long('第十条', 3)] });
    expect(sayPolicyAnswer({ is: 'answered', parts: [part] })).toContain(`原文（第十条）：「${sentence.repeat(3)}」`);
  });
});

describe('a refusal', () => {
  const refused = (more: Partial<Extract<PolicyResult, { says: 'policy-refused' }>>): string =>
    wordReply({
      ...{ says: 'policy-refused', on: '2026-12-02', officers: ['示例子'] },
      answer: { is: 'refused', why: 'not-held', says: null, near: [policyPart()] },
      ...more,
    }).text;

  test('says what is not settled, the nearest article, whom to ask and that the office sees it', () => {
    const text = refused({});
    expect(text).toMatch(/^《示例驻村干部细则》里没有写到您问的这一点。\n最接近的一条，只供参考：/);
    expect(text).toContain('第九条');
    expect(text).toMatch(/请问县级经办人示例子。这个问题已记下，县里看得到。$/);
  });

  test('that is left open says what can be said instead', () => {
    const answer = { is: 'refused', why: 'left-open', says: '示例：由县里另定', near: [] } as const;
    expect(refused({ answer, officers: [] })).toBe(
      '适用的文件里没有规定这一点。\n示例：由县里另定。\n要确定的，请问县级经办人。这个问题已记下，县里看得到。',
    );
  });
});

test.each([
  ['一。二；三。', 4, '一。二；', true],
  ['一。二；三。', 6, '一。二；三。', false],
  ['很长很长的一句。二。', 3, '很长很长的一句。', true],
  ['没有句号的一段', 3, '没有句号的一段', false],
  ['第一行\n第二行', 4, '第一行', true],
])('“%s” within %i is “%s”', (text, most, shown, isCut) => {
  expect(excerpt(text, most)).toEqual({ said: shown, isCut });
  expect(text.startsWith(shown)).toBe(true);
});
