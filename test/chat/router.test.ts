import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { route } from '../../src/chat/router.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import type { PressedButton } from '../../src/domain/facts.ts';
import { factsOf, fengdu, messageOf, saysOf, toldBy, type Scene } from '../commands/facts.ts';
import { jointLeave, shortLeave } from '../commands/requests.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

const decided = (personId: string, message: Partial<StoredMessage>, scene: Scene = {}): Outcome => {
  const all = { ...scene, message };
  const facts = factsOf(personId, all);
  return route({ message: messageOf(personId, all), facts, rules: fengdu, settings: defaultSettings }).run(facts);
};
const answerTo = (personId: string, message: Partial<StoredMessage>, scene: Scene = {}): string[] =>
  saysOf(decided(personId, message, scene));
const silence: string[] = [];

const inGroup = { chatKind: 'group', conversation: 'g-g1' } as const;
const pin = {
  kind: 'location',
  location: { latitude: 29.86, longitude: 107.73, datum: 'gcj02', accuracyMetres: 20, live: false, name: null },
} as const;
const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1000 };

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

describe('a button', () => {
  const press = (personId: string, pressed: PressedButton | undefined, scene: Scene = {}): Outcome =>
    decided(
      personId,
      { kind: 'action', action: { value: 'b1', messageId: 'm1' } },
      { ...scene, ...(pressed ? { pressed } : {}) },
    );
  const answers = (more: object = {}): PressedButton => ({
    personId: 'p6',
    action: { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0, ...more },
  });

  test('approves the request it was sent with', () => {
    const outcome = press('p6', answers(), { requests: [shortLeave(), shortLeave({ id: 'r9' })] });
    expect(toldBy(outcome)).toContain('p1 request-approved');
    expect(outcome.effects.map((e) => e.effect)).toEqual(['answer-seat', 'move-request']);
  });

  test('that nobody sent does nothing', () => {
    expect(saysOf(press('p6', undefined, { requests: [shortLeave()] }))).toEqual(['button-stale']);
  });

  test('of somebody else does nothing, even for one who may approve', () => {
    const scene = { requests: [shortLeave()], holders: { '乡镇（街道）党（工）委书记': ['p6', 'p7'] } };
    const outcome = press('p7', answers(), scene);
    expect(saysOf(outcome)).toEqual(['button-not-yours']);
    expect(outcome.effects).toEqual([]);
  });

  test('of a step that is through does nothing', () => {
    const steps = [...shortLeave().steps, ...jointLeave().steps];
    const requests = [shortLeave({ steps, step: 1, version: 2 })];
    const holders = { 县委组织部: ['p6'] };
    expect(saysOf(press('p6', answers(), { requests, holders }))).toEqual(['button-stale']);
  });

  test.each(['approved', 'rejected', 'withdrawn'] as const)('of a request that is %s says so', (state) => {
    const outcome = press('p6', answers(), { requests: [shortLeave({ state, step: 1, version: 2 })] });
    expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'answer-refused', why: 'ended' }]);
    expect(outcome.effects).toEqual([]);
  });

  test('whose request is not to be found does nothing', () => {
    expect(saysOf(press('p6', answers()))).toEqual(['button-stale']);
  });

  test('pressed by one who no longer holds the seat approves nothing', () => {
    const scene = { requests: [shortLeave()], holders: { '乡镇（街道）党（工）委书记': ['p7'] } };
    const outcome = press('p6', answers(), scene);
    expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'answer-refused', why: 'not-approver' }]);
    expect(outcome.effects).toEqual([]);
  });

  test('to reject asks for the reason first', () => {
    const outcome = press('p6', answers({ verdict: 'reject' }), { requests: [shortLeave()] });
    expect(saysOf(outcome)).toEqual(['ask-rejection-reason']);
    expect(outcome.effects).toMatchObject([{ effect: 'ask', dialogue: { question: { requestId: 'r1' } } }]);
  });

  test('to confirm acts on the question it was sent with and on no other', () => {
    const confirm = (dialogueId: string): PressedButton => ({
      personId: 'p1',
      action: { does: 'dialogue', word: 'confirm', dialogueId },
    });
    const draft = {
      from: '2026-12-08',
      to: '2026-12-10',
      fromHalf: 'am',
      toHalf: 'pm',
      saidDays: null,
      kind: null,
      reason: '母亲住院',
    } as const;
    const open = { question: { about: 'leave', asked: 'confirm', draft, purpose: { is: 'new' }, images: [] } } as const;
    expect(saysOf(press('p1', confirm('7'), open))).toEqual(['request-opened', 'please-answer']);
    expect(saysOf(press('p1', confirm('6'), open))).toEqual(['button-stale']);
    expect(saysOf(press('p1', confirm('7')))).toEqual(['button-stale']);
    const asked = {
      question: {
        about: 'leave',
        asked: 'reason',
        draft: { ...draft, reason: null },
        purpose: { is: 'new' },
        images: [],
      },
    } as const;
    expect(saysOf(press('p1', confirm('7'), asked))).toEqual(['button-stale']);
  });
});

describe('a button of another kind', () => {
  const press = (personId: string, action: PressedButton['action'], scene: Scene = {}): Outcome =>
    decided(
      personId,
      { kind: 'action', action: { value: 'b1', messageId: 'm1' } },
      { pressed: { personId, action }, ...scene },
    );
  const approved = shortLeave({ state: 'approved', step: 1, version: 2 });

  test('answers the content it was sent with: of an older one it shows the new one', () => {
    const action = { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } as const;
    const outcome = press('p6', action, { requests: [shortLeave({ revision: 1, version: 2 })] });
    expect(saysOf(outcome)).toEqual(['changed-since']);
    expect(outcome.effects).toEqual([]);
  });

  test.each(['approved', 'withdrawn', 'cancelled'] as const)(
    'of an older content of one that is %s says that it has ended',
    (state) => {
      const action = { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } as const;
      const requests = [shortLeave({ state, step: 1, revision: 1, version: 3 })];
      expect(saysOf(press('p6', action, { requests }))).toEqual(['answer-refused']);
    },
  );

  test('to send back asks what is to be changed', () => {
    const action = { does: 'answer', verdict: 'return', requestId: 'r1', step: 0, revision: 0 } as const;
    const outcome = press('p6', action, { requests: [shortLeave()] });
    expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'ask-rejection-reason', verdict: 'return' }]);
  });

  test('reports the return of that leave', () => {
    const scene = { requests: [approved], at: '2026-12-10 19:00' };
    const outcome = press('p1', { does: 'end-leave', requestId: 'r1' }, scene);
    expect(saysOf(outcome)[0]).toBe('leave-ended');
    expect(outcome.effects).toContainEqual(
      expect.objectContaining({ effect: 'end-leave', on: '2026-12-10', half: 'pm' }),
    );
    expect(saysOf(press('p1', { does: 'end-leave', requestId: 'r9' }, scene))).toEqual(['button-stale']);
  });

  test('objects to that request', () => {
    const scene = { requests: [shortLeave({ enteredBy: 'p3' })] };
    expect(saysOf(press('p1', { does: 'object', requestId: 'r1' }, scene))[0]).toBe('objected');
    expect(saysOf(press('p1', { does: 'object', requestId: 'r1' }, { requests: [shortLeave()] }))).toEqual(['nothing-to-object']); // prettier-ignore
  });

  test('confirms that a copy was received, and is stale for one who no longer holds the seat', () => {
    const action = { does: 'receive-filing', requestId: 'r1' } as const;
    expect(saysOf(press('p9', action, { requests: [approved] }))).toEqual(['filing-received']);
    const handedOver = { requests: [approved], holders: { 县乡村振兴局: ['p7'] } };
    expect(saysOf(press('p9', action, handedOver))).toEqual(['button-stale']);
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
