import { describe, expect, test } from 'vitest';
import { askPolicy, askPolicyNeeds } from '../../src/commands/ask-policy.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { rateAnswer } from '../../src/commands/rate-answer.ts';
import type { PolicyAnswer } from '../../src/domain/policy-answer.ts';
import { threadOf, type PolicyAsked, type PolicyDesk } from '../../src/domain/policy-asking.ts';
import { fixedDesk, policyPart } from '../builders/policy-desk.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { saidBy, saysOf, type Scene } from './facts.ts';

const inGroup = { message: { chatKind: 'group', conversation: 'g-g1' } } as const;
const asks = (question: string, scene: Scene = {}, before: string | null = null): Outcome =>
  askPolicy(saidBy('p1', { county: sampleCountyWithOfficer, messageId: 7n, ...scene }), question, before);
const answering = (answer: PolicyAnswer): PolicyDesk => ({ ask: () => answer });
const asked: PolicyAsked = { id: 'q7', at: 0, text: '请假谁批', before: null, refused: null, feedback: null, since: 0 };

describe('A question', () => {
  test('is put to the desk with who asks, the county’s packs, its own first, and the office’s answers', () => {
    const desk = fixedDesk();
    const faq = [{ id: 'f1', question: '甲', answer: '乙', pack: 'fengdu-2021', article: '第九条' }];
    asks(' 请假超过三天谁批 ', { policies: desk, policy: { faq, last: null, quoted: null } }, '请假一天谁批');
    expect(desk.asked).toEqual([
      {
        question: '请假超过三天谁批',
        asker: {
          packs: ['fengdu-2021', 'chongqing-2023'],
          ...{ post: '驻村工作队员', dispatchLevel: '县派', isTeamLeader: null },
          ...{ on: '2026-12-02', before: '请假一天谁批', faq },
        },
      },
    ]);
  });

  test('in a group is asked by nobody in particular, and has no buttons', () => {
    const desk = fixedDesk();
    const outcome = asks('请假超过三天谁批', { policies: desk, ...inGroup });
    expect(desk.asked[0]?.asker).toMatchObject({ post: null, dispatchLevel: null, isTeamLeader: null });
    expect(outcome.replies[0]?.buttons).toEqual([]);
  });

  test('is kept with what came of it', () => {
    const [effect] = asks('请假超过三天谁批').effects;
    expect(effect).toMatchObject({
      effect: 'note-question',
      question: { id: 'q7', personId: 'p1', refused: null, pack: 'fengdu-2021', article: '第九条', faqId: null },
    });
  });

  test('offers to say whether the answer helped', () => {
    expect(asks('请假超过三天谁批').replies[0]?.buttons.map((b) => b.action)).toEqual([
      { does: 'rate-answer', questionId: 'q7', feedback: 'useful' },
      { does: 'rate-answer', questionId: 'q7', feedback: 'useless' },
    ]);
  });

  test('that is none is told how to ask, and nothing is kept', () => {
    const outcome = asks('  ');
    expect([saysOf(outcome), outcome.effects]).toEqual([['policy-how-to'], []]);
  });

  test('of any length is asked by its beginning', () => {
    const desk = fixedDesk();
    asks('长'.repeat(5000), { policies: desk });
    expect(desk.asked[0]?.question).toHaveLength(200);
  });
});

describe('An answer', () => {
  const { source } = policyPart();
  test('marks the documents above the one that answers first, and no others', () => {
    const parts = ['fengdu-2021', 'chongqing-2023', 'xian-2018'].map((id) => policyPart({ source: { ...source, id } }));
    const { replies } = asks('请假', { policies: answering({ is: 'answered', parts }) });
    expect(replies[0]?.result).toMatchObject({ says: 'policy-answered', upper: ['chongqing-2023'], byOffice: false });
  });

  test('that is the office’s own is kept as that', () => {
    const faq = [{ id: 'f1', question: '探亲路费', answer: '示例县里的答复', pack: 'fengdu-2021', article: '第九条' }];
    const { effects, replies } = asks('探亲路费', { policy: { faq, last: null, quoted: null } });
    expect(replies[0]?.result).toMatchObject({ says: 'policy-answered', byOffice: true });
    expect(effects[0]).toMatchObject({ question: { faqId: 'f1', refused: null } });
  });

  test('that is refused is kept with the nearest article, and names whom to ask', () => {
    const { effects, replies } = asks('探亲路费报不报');
    expect(replies[0]?.result).toMatchObject({ says: 'policy-refused', officers: ['示例子'] });
    expect(effects[0]).toMatchObject({ question: { refused: 'not-held', article: '第九条' } });
    expect(askPolicyNeeds.organisation).toBe(true);
  });

  test('that is refused in a group names nobody', () => {
    expect(asks('探亲路费报不报', inGroup).replies[0]?.result).toMatchObject({ officers: [] });
  });

  test('with nothing near is refused all the same', () => {
    const { effects } = asks('探亲', {
      policies: answering({ is: 'refused', why: 'not-found', says: null, near: [] }),
    });
    expect(effects[0]).toMatchObject({ question: { refused: 'not-found', pack: null, article: null } });
  });
});

describe('Whether it helped', () => {
  const rates = (more: Partial<PolicyAsked> = {}): Outcome =>
    rateAnswer(saidBy('p1'), { ...asked, ...more }, 'useless');
  test('is counted once, and what was said first stands', () => {
    expect(rates().effects).toEqual([{ effect: 'rate-answer', questionId: 'q7', personId: 'p1', feedback: 'useless' }]);
    const again = rates({ feedback: 'useful' });
    expect(again.effects).toEqual([]);
    expect(again.replies[0]?.result).toMatchObject({ says: 'policy-rated', feedback: 'useful', isNew: false });
  });
});

test('what a question goes on from is at most the last three lines', () => {
  expect(threadOf(asked)).toBe('请假谁批');
  expect(threadOf({ before: '一\n二\n三', text: '四\n五' })).toBe('二\n三\n四 五');
});
