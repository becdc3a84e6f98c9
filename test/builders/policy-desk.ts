/** A desk that answers fixed things, and remembers what it was asked. */
import type { PolicyAnswer, PolicyPart } from '../../src/domain/policy-answer.ts';
import type { PolicyAsker, PolicyDesk } from '../../src/domain/policy-asking.ts';

/** A part of an answer out of an invented document (示例). */
export const policyPart = (more: Partial<PolicyPart> = {}): PolicyPart => ({
  source: {
    id: 'fengdu-2021',
    title: '示例驻村干部细则',
    number: '示例办〔2021〕1号',
    inForceFrom: '2021-09-10',
    inForceTo: null,
    caution: null,
  },
  by: 'fact',
  says: ['示例答复：超过三天由示例单位审批'],
  quotations: [],
  articles: ['第九条'],
  ...more,
});

export interface FixedDesk extends PolicyDesk {
  readonly asked: { question: string; asker: PolicyAsker }[];
}

/** Refuses what speaks of 探亲; gives the office's own answer where a question is put in its very words; else one fixed answer. */
export function fixedDesk(): FixedDesk {
  const asked: FixedDesk['asked'] = [];
  return {
    asked,
    ask(question, asker) {
      asked.push({ question, asker });
      return answerTo(question, asker);
    },
  };
}

function answerTo(question: string, { faq }: PolicyAsker): PolicyAnswer {
  const known = faq.find((entry) => entry.question === question);
  if (known) return { is: 'answered', parts: [policyPart({ says: [known.answer], articles: [known.article] })] };
  if (question.includes('探亲')) return { is: 'refused', why: 'not-held', says: null, near: [policyPart()] };
  return { is: 'answered', parts: [policyPart()] };
}
