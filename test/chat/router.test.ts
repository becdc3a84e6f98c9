import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { route } from '../../src/chat/router.ts';
import type { Need } from '../../src/domain/facts.ts';
import { saidBy, saysOf, type Scene } from '../commands/facts.ts';
import { shortLeave } from '../commands/requests.ts';
import { rulesOf } from '../reminders/attendance-county.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { decided, answerTo, silence, inGroup, pin, photo } from './decided.ts';

describe('somebody whom the bot does not know', () => {
  test.each<Partial<StoredMessage>>([
    { text: '打卡' },
    { text: '同意 #A1B2' },
    pin,
    { kind: 'other' },
    { kind: 'action' },
  ])('is told so in a direct chat, whatever is sent: %j', (message) => {
    const outcome = decided('stranger', message);
    expect(saysOf(outcome)).toEqual(['not-bound']);
    expect(outcome.effects).toEqual([]);
  });

  test('is not answered in a group, mentioned or not', () => {
    expect(answerTo('stranger', { ...inGroup, text: '打卡' })).toEqual(silence);
    expect(answerTo('stranger', { ...inGroup, text: '打卡', mentionsBot: true })).toEqual(silence);
  });
});

describe('a group', () => {
  test.each(['大家好', '下午开会', '收到', '今天打卡了吗？我还没有', ''])(
    'is not disturbed by %j among people',
    (text) => {
      expect(answerTo('p1', { ...inGroup, text })).toEqual(silence);
    },
  );

  test.each<[string, Partial<StoredMessage>]>([
    ['a sticker', { kind: 'other', otherKind: 'sticker' }],
    ['a voice message', { kind: 'other', otherKind: 'voice' }],
    ['a photo without a word', { kind: 'image', images: [photo] }],
    ['a forwarded chat', { text: '转发', forwarded: true }],
  ])('is not disturbed by %s', (_, message) => {
    expect(answerTo('p1', { ...inGroup, ...message })).toEqual(silence);
  });

  test('hears a plain check-in, its photo with it, and a log', () => {
    expect(answerTo('p1', { ...inGroup, text: '打卡' })).toEqual(['checked-in']);
    expect(answerTo('p1', { ...inGroup, kind: 'image', text: '打卡', images: [photo] })).toEqual(['checked-in']);
    expect(answerTo('p1', { ...inGroup, text: '日志 上午走访3户' })).toEqual(['log-kept']);
  });

  test('hears everything that mentions the bot or quotes one of its requests', () => {
    expect(answerTo('p1', { ...inGroup, text: '我的', mentionsBot: true })).toEqual(['mine']);
    expect(answerTo('p1', { ...inGroup, text: '今天天气', mentionsBot: true })).toEqual(['not-understood']);
    const scene = { requests: [shortLeave()], quotes: 'r1' };
    expect(answerTo('p6', { ...inGroup, text: '同意' }, scene)).toContain('answer-recorded');
  });

  test('takes no location: that is for the direct chat', () => {
    expect(answerTo('p1', { ...inGroup, ...pin })).toEqual(['location-in-group']);
  });
});

describe('what cannot be read', () => {
  test.each([
    [{ kind: 'other', otherKind: 'voice' }, 'voice'],
    [{ kind: 'other', otherKind: 'sticker' }, 'sticker'],
    [{ kind: 'other', otherKind: 'file' }, 'other'],
    [{ kind: 'other', otherKind: null }, 'other'],
    [{ text: '打卡', forwarded: true }, 'forward'],
    [{ kind: 'other', otherKind: 'merged', forwarded: true }, 'forward'],
    [{ kind: 'image', images: [photo], text: '打卡', forwarded: true }, 'forward'],
  ] as const)('%j is answered in one line and changes nothing', (message, kind) => {
    const outcome = decided('p1', message as Partial<StoredMessage>);
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'kind-not-read', kind }]);
    expect(outcome.effects).toEqual([]);
  });

  test('a forwarded approval approves nothing', () => {
    const scene = { requests: [shortLeave()] };
    expect(answerTo('p6', { text: '同意', forwarded: true }, scene)).toEqual(['kind-not-read']);
  });

  test.each([
    '',
    '   ',
    '。。。',
    '今天天气',
    '\u200b',
    '<script>alert(1)</script>',
    "'; DROP TABLE request; --",
    '=1+1',
  ])('%j is not understood, and one line says so', (text) => {
    const outcome = decided('p1', { text });
    expect(saysOf(outcome)).toEqual(['not-understood']);
    expect(outcome.effects).toEqual([]);
  });

  test('a text of 100 kB is said to be long', () => {
    const outcome = decided('p1', { text: '天'.repeat(33_000) });
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'not-understood', cut: true }]);
  });
});

describe('a location', () => {
  test('is a check-in', () => {
    expect(answerTo('p1', pin)).toEqual(['checked-in']);
  });

  test('that was forwarded is none', () => {
    expect(answerTo('p1', { ...pin, forwarded: true })).toEqual(['location-forwarded']);
  });
});

describe('each command of leave', () => {
  const taken = shortLeave({ state: 'approved', step: 1, version: 2 });

  test.each<[string, string, string, Scene]>([
    ['p1', '续假 2天 还要照顾', 'confirm-leave', { requests: [taken], at: '2026-12-10 10:00' }],
    ['p1', '修改 12.8-12.9', 'confirm-leave', { requests: [shortLeave()] }],
    ['p11', '更正 #A1B2 12.8-12.9 提前一天回村', 'confirm-leave', { requests: [taken], county: sampleCountyWithOfficer }],
    ['p3', '帮示例甲请假 12.14-12.15 母亲住院', 'confirm-leave', { names: ['示例甲'] }],
    ['p1', '销假', 'leave-ended', { requests: [taken], at: '2026-12-10 19:00' }],
    ['p1', '异议 不是我的意思', 'objected', { requests: [shortLeave({ enteredBy: 'p3' })] }],
    ['p1', '催办', 'nudged', { requests: [shortLeave({ openedAt: 0 })] }],
    ['p6', '退回 改成两天', 'answer-recorded', { requests: [shortLeave()] }],
    ['p6', '都同意', 'confirm-all', { requests: [shortLeave()] }],
    ['p6', '待办', 'todo', {}],
    ['p6', '免打扰', 'digest-set', {}],
    ['p6', '取消免打扰', 'digest-set', {}],
    ['p6', '我批过的', 'answered-by-me', {}],
    ['p6', '请假台账 12月', 'leave-ledger', {}],
    ['p1', '请假台账 12月', 'ledger-not-yours', {}],
    ['p1', '为什么', 'why-request', { requests: [shortLeave()] }],
    ['p9', '收到', 'filing-received', { requests: [taken], quotes: 'r1' }],
  ])('%s says %s: %s', (personId, text, says, scene) => {
    expect(answerTo(personId, { text }, scene)[0]).toBe(says);
  }); // prettier-ignore

  test('is not heard in a group among people', () => {
    for (const text of ['他说同意了', '我也要续假', '退回去吧'])
      expect(answerTo('p6', { ...inGroup, text })).toEqual(silence);
  });
});

describe('a message that was edited or taken back', () => {
  const edited = (text: string): Partial<StoredMessage> => ({ text, edited: true });
  const recalled: Partial<StoredMessage> = { kind: 'other', otherKind: 'recalled' };

  test.each(['打卡', '请假 明天 家里有事', '同意', '撤回', '今天天气'])('is no command: %s', (text) => {
    const outcome = decided('p1', edited(text));
    expect(outcome.effects).toEqual([]);
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'message-changed', is: 'edited' }]);
  });

  test('is told how to correct when it was taken back', () => {
    const outcome = decided('p1', recalled);
    expect(outcome.effects).toEqual([]);
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'message-changed', is: 'recalled' }]);
  });

  test('is no answer to what the bot asked, which stays open', () => {
    const outcome = decided('p1', edited('手机没电'), {
      question: { about: 'make-up', asked: 'reason', on: '2026-12-01' },
    });
    expect(outcome.effects).toEqual([]);
  });

  test('is told to whoever is not known as well, and binds nothing', () => {
    expect(answerTo('stranger', edited('打卡'))).toEqual(['message-changed']);
    const outcome = decided('stranger', edited('绑定 示例甲 尾号1234 ABCD2345'));
    expect(saysOf(outcome)).toEqual(['message-changed']);
    expect(outcome.effects).toEqual([{ effect: 'reduce-message', text: '绑定 ***' }]);
  });

  test('is asked for no consent', () => {
    expect(answerTo('p1', edited('打卡'), { consent: 'not-asked' })).toEqual(['message-changed']);
  });

  test('disturbs no group, unless the bot is spoken to there', () => {
    expect(answerTo('p1', { ...inGroup, ...edited('打卡') })).toEqual(silence);
    expect(answerTo('p1', { ...inGroup, ...recalled })).toEqual(silence);
    expect(answerTo('p1', { ...inGroup, ...edited('打卡'), mentionsBot: true })).toEqual(['message-changed']);
    expect(answerTo('stranger', { ...inGroup, ...edited('打卡') })).toEqual(silence);
  });

  test('spoils a code that it shows to a group', () => {
    expect(answerTo('p1', { ...inGroup, ...edited('绑定 示例甲 尾号1234 ABCD2345') })).toEqual(['code-spoilt']);
  });

  test('is not answered where a shared position moves on', () => {
    expect(answerTo('p1', { ...pin, edited: true })).toEqual(silence);
  });
});

describe('photos that the platform did not give', () => {
  const missing = (text: string, more: Partial<StoredMessage> = {}): Partial<StoredMessage> => ({
    kind: 'image',
    missingImages: 2,
    text,
    ...more,
  });

  test('are said beside what was done with the words', () => {
    const outcome = decided('p1', missing('打卡'));
    expect(saysOf(outcome)).toEqual(['checked-in', 'photos-missing']);
    expect(outcome.effects).toContainEqual(expect.objectContaining({ effect: 'add-attendance' }));
    expect(outcome.replies.at(-1)).toMatchObject({
      result: { photos: 2, alone: false },
      once: '1:photos-missing',
    });
  });

  test('leave those that were had where they belong', () => {
    const outcome = decided('p1', missing('打卡', { images: [photo] }));
    expect(outcome.effects).toContainEqual(expect.objectContaining({ effect: 'add-attendance', images: [photo] }));
    expect(saysOf(outcome)).toEqual(['checked-in', 'photos-missing']);
  });

  test('are all that is said of a message with nothing else in it', () => {
    const outcome = decided('p1', missing(''));
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'photos-missing', photos: 2, alone: true }]);
    expect(outcome.effects).toEqual([]);
  });

  test('are not told to a group that the bot is not spoken to in', () => {
    expect(answerTo('p1', { ...inGroup, ...missing('大家好') })).toEqual(silence);
  });

  test('are told once consent is given, and not before', () => {
    expect(answerTo('p1', missing('打卡'), { consent: 'not-asked' })).toEqual(['ask-consent']);
  });
});

describe('a forwarded message of somebody who has not agreed to anything', () => {
  test('gives no consent', () => {
    const outcome = decided('p1', { text: '同意个人信息处理', forwarded: true }, { consent: 'not-asked' });
    expect(outcome.effects.map((e) => e.effect)).not.toContain('give-consent');
    expect(saysOf(outcome)).toEqual(['ask-consent']);
  });
});

describe('what an office of the county passes on', () => {
  const zhumadian = rulesOf('zhumadian');
  const needs = (personId: string, more: Scene, text = '还差什么'): Need =>
    route(saidBy(personId, { ...more, message: { text } })).needs;

  test('is asked for where the rules say so, with what is owed, and by nobody else', () => {
    expect(needs('p8', { rules: zhumadian })).toMatchObject({ duties: 'own', reportsSaying: ['情况说明'] });
    expect(needs('p8', {})).not.toHaveProperty('reportsSaying');
    expect(needs('p1', { rules: zhumadian })).not.toHaveProperty('reportsSaying');
    expect(needs('p8', { rules: zhumadian }, '待办')).not.toHaveProperty('reportsSaying');
  });
});
