/** 有用, 没用 and 那超过三天呢: only right after an answer about the rules, or in reply to it. */
import { describe, expect, test } from 'vitest';
import type { PolicyAsked, PolicyFacts } from '../../src/domain/policy-asking.ts';
import type { Scene } from '../commands/facts.ts';
import { fixedDesk } from '../builders/policy-desk.ts';
import { answerTo, decided, inGroup, silence } from './decided.ts';
import { shanghai } from '../commands/facts.ts';

const asked = (more: Partial<PolicyAsked> = {}): PolicyAsked => ({
  ...{
    id: 'q7',
    at: shanghai('2026-12-02 09:55'),
    text: '请假一天谁批',
    before: null,
    refused: null,
    feedback: null,
    since: 0,
  },
  ...more,
});
const policy = (more: Partial<PolicyFacts> = {}): PolicyFacts => ({ faq: [], last: null, quoted: null, ...more });
const after = (more: Partial<PolicyAsked> = {}): Scene => ({ policy: policy({ last: asked(more) }) });
const quote = { messageId: 'm1', text: null };

describe('没用', () => {
  test('right after an answer is of it', () => {
    const outcome = decided('p1', { text: '没用' }, after());
    expect(outcome.effects).toEqual([{ effect: 'rate-answer', questionId: 'q7', personId: 'p1', feedback: 'useless' }]);
  });

  test.each([
    ['with nothing asked before', {}],
    ['ten minutes later', after({ at: shanghai('2026-12-02 09:49') })],
    ['with another message between', after({ since: 1 })],
    ['in reply to something else', { ...after(), message: { quote } }],
  ] as const)('%s is what it was', (_, scene) => {
    const { message = {}, ...rest } = scene as Scene;
    expect(answerTo('p1', { text: '没用', ...message }, rest)).toEqual(['not-understood']);
  });

  test('in reply to the answer is of it, however long ago', () => {
    const scene = { policy: policy({ quoted: asked({ at: 0, since: 9 }) }) };
    expect(answerTo('p1', { text: '没用', quote }, scene)).toEqual(['policy-rated']);
  });

  test('said once more changes nothing', () => {
    const outcome = decided('p1', { text: '有用' }, after({ feedback: 'useless', since: 1 }));
    expect([outcome.effects, outcome.replies.map((r) => r.result.says)]).toEqual([[], ['policy-rated']]);
  });

  test('answers a question that the bot asked since', () => {
    const question = { about: 'make-up', asked: 'reason', on: '2026-12-01' } as const;
    expect(answerTo('p1', { text: '没用' }, { ...after(), question })).not.toEqual(['policy-rated']);
    const before = { ...after(), question, askedAt: shanghai('2026-12-02 09:50') };
    expect(answerTo('p1', { text: '没用' }, before)).toEqual(['policy-rated']);
  });

  test('a plain 谢谢 is thanks alone', () => {
    expect(answerTo('p1', { text: '谢谢' }, after())).toEqual(silence);
  });
});

describe('那超过三天呢', () => {
  test('goes on from what was asked', () => {
    const policies = fixedDesk();
    expect(answerTo('p1', { text: '那超过三天呢' }, { ...after({ since: 2 }), policies })).toEqual(['policy-answered']);
    expect(policies.asked[0]).toMatchObject({ question: '那超过三天呢', asker: { before: '请假一天谁批' } });
  });

  test('with nothing asked lately is what it was', () => {
    expect(answerTo('p1', { text: '那超过三天呢' })).toEqual(['not-understood']);
    expect(answerTo('p1', { text: '那超过三天呢' }, after({ at: shanghai('2026-12-02 09:40') }))).toEqual([
      'not-understood',
    ]);
  });

  test('which names its matter itself is a question either way', () => {
    const policies = fixedDesk();
    answerTo('p1', { text: '那队长请假谁批呢' }, { policies });
    expect(policies.asked[0]?.asker.before).toBeNull();
  });

  test('a leave that is asked for stays one', () => {
    expect(answerTo('p1', { text: '那我请三天假，明天开始，看病' }, after())).toEqual(['confirm-leave']);
  });
});

describe('问', () => {
  test('asks whatever the words are, in one piece', () => {
    const policies = fixedDesk();
    for (const text of ['问 打卡', '问：我的', '问问 打卡 日志 今天走访了三户'])
      expect(answerTo('p1', { text }, { policies })).toEqual(['policy-answered']);
    expect(policies.asked.map(({ question }) => question)).toEqual(['打卡', '我的', '打卡 日志 今天走访了三户']);
    expect(answerTo('p1', { text: '问' })).toEqual(['policy-how-to']);
  });

  test('is no reason that the bot has asked for', () => {
    const question = { about: 'make-up', asked: 'reason', on: '2026-12-01' } as const;
    expect(answerTo('p1', { text: '问 打卡有什么规定' }, { question })).toEqual(['policy-answered']);
  });
});

describe('In a group', () => {
  test('a question is answered where the bot is mentioned, and only there', () => {
    for (const text of ['请假超过三天谁批', '问 请假谁批', '请问补助多少'])
      expect(answerTo('p1', { ...inGroup, text })).toEqual(silence);
    expect(answerTo('p1', { ...inGroup, text: '请假超过三天谁批', mentionsBot: true })).toEqual(['policy-answered']);
  });

  test('what goes on from it has to mention the bot too', () => {
    expect(answerTo('p1', { ...inGroup, text: '那超过三天呢' }, after())).toEqual(silence);
    expect(answerTo('p1', { ...inGroup, text: '没用' }, after())).toEqual(silence);
    expect(answerTo('p1', { ...inGroup, text: '没用', mentionsBot: true }, after())).toEqual(['policy-rated']);
  });
});
