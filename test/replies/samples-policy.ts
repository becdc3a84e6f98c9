/** Samples of answers about the rules, out of invented documents (示例). */
import type { PolicyResult } from '../../src/domain/policy-result.ts';
import { policyPart } from '../builders/policy-desk.ts';

type Samples = {
  readonly [K in PolicyResult['says']]: readonly Extract<PolicyResult, { says: K }>[];
};

const on = '2026-12-02';
const answered = { says: 'policy-answered', on, upper: [], byOffice: false } as const;
const source = policyPart().source;
export const upper = policyPart({ source: { ...source, id: 'chongqing-2023', title: '示例市办法', number: null } });
export const old = policyPart({
  source: { ...source, id: 'old', title: '示例旧细则', inForceTo: '2020-12-31', caution: '脱贫攻坚时期的文件' },
});
export const quotation = { article: '第九条', text: '示例原文第一句。示例原文第二句；示例原文第三句。' };

export const policies: Samples = {
  'policy-answered': [
    { ...answered, answer: { is: 'answered', parts: [policyPart()] } },
    {
      ...answered,
      upper: ['chongqing-2023'],
      answer: { is: 'answered', parts: [policyPart({ quotations: [quotation] }), upper, old] },
    },
    { ...answered, byOffice: true, answer: { is: 'answered', parts: [policyPart({ says: ['示例县里的答复'] })] } },
    { ...answered, answer: { is: 'answered', parts: [policyPart({ by: 'text', says: [], quotations: [quotation] })] } },
  ],
  'policy-refused': [
    {
      says: 'policy-refused',
      on,
      officers: ['示例子'],
      answer: { is: 'refused', why: 'not-held', says: null, near: [policyPart()] },
    },
    {
      says: 'policy-refused',
      on,
      officers: [],
      answer: { is: 'refused', why: 'left-open', says: '示例：由县里另行规定', near: [policyPart()] },
    },
    { says: 'policy-refused', on, officers: [], answer: { is: 'refused', why: 'not-found', says: null, near: [] } },
  ],
  'policy-how-to': [{ says: 'policy-how-to' }],
  'policy-rated': [
    { says: 'policy-rated', feedback: 'useful', isNew: true, officers: [] },
    { says: 'policy-rated', feedback: 'useless', isNew: true, officers: ['示例子'] },
    { says: 'policy-rated', feedback: 'useless', isNew: false, officers: [] },
  ],
};
