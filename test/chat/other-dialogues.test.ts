import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { ImageRef } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { effectsOf, resultOf } from '../commands/facts.ts';
import { jointLeave, secretary, shortLeave } from '../commands/requests.ts';
import { Conversation } from './conversation.ts';

const photo: ImageRef = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1000 };
const picture: Partial<StoredMessage> = { kind: 'image', images: [photo] };

const verdicts = (talk: Conversation): string[] =>
  effectsOf(talk.last, 'answer-seat').map((e) => `${e.requestId} ${e.verdict} ${e.note ?? '-'}`);

describe('the reason of a rejection', () => {
  const rejecting = (): Conversation => {
    const talk = new Conversation('p6', { requests: [shortLeave()] });
    expect(talk.say('驳回')).toEqual(['ask-rejection-reason']);
    return talk;
  };

  test('is asked, and the next words are it', () => {
    const talk = rejecting();
    expect(talk.requests[0]?.state).toBe('open');
    expect(talk.say('那几天有检查')).toEqual(['answer-recorded', 'request-rejected']);
    expect(verdicts(talk)).toEqual(['r1 reject 那几天有检查']);
    expect(talk.question).toBeNull();
  });

  test('may be said with the word of rejection again', () => {
    const talk = rejecting();
    talk.say('驳回 那几天有检查');
    expect(verdicts(talk)).toEqual(['r1 reject 那几天有检查']);
    expect(talk.question).toBeNull();
  });

  test('may be said with the word of rejection again, with several open: the one asked about is meant', () => {
    const talk = new Conversation('p6', { requests: [shortLeave(), shortLeave({ id: 'r4', code: 'G7H8' })] });
    talk.say('驳回 #G7H8');
    talk.say('不同意，那几天有检查');
    expect(verdicts(talk)).toEqual(['r4 reject 那几天有检查']);
  });

  test.each<[string, string | Partial<StoredMessage>]>([
    ['a picture', picture],
    ['nothing but spaces', '  \n '],
  ])('is not %s: it is asked again, and nothing is rejected', (_, said) => {
    const talk = rejecting();
    expect(talk.say(said)).toEqual(['ask-rejection-reason']);
    expect(talk.last.effects.map((e) => e.effect)).toEqual(['ask']);
    expect(talk.say('那几天有检查')).toEqual(['answer-recorded', 'request-rejected']);
  });

  test('is no longer asked once it is called off', () => {
    const talk = rejecting();
    expect(talk.say('取消')).toEqual(['question-dropped']);
    expect(talk.say('那几天有检查')).toEqual(['not-understood']);
    expect(talk.requests[0]?.state).toBe('open');
  });

  test('may turn into an approval', () => {
    const talk = rejecting();
    expect(talk.say('同意')).toContain('answer-recorded');
    expect(verdicts(talk)).toEqual(['r1 approve -']);
    expect(talk.question).toBeNull();
  });

  test('is no longer asked once the request has ended: the next words are not taken for it', () => {
    const talk = rejecting();
    talk.requests = [shortLeave({ state: 'withdrawn', version: 2 })];
    expect(talk.say('那几天有检查')).toEqual(['answer-refused']);
    expect(talk.say('今天天气不错')).toEqual(['not-understood']);
  });

  test('is asked by the button too', () => {
    const talk = new Conversation('p6', { requests: [shortLeave()] });
    const reject = {
      label: 'reject',
      action: { does: 'answer', verdict: 'reject', requestId: 'r1', step: 0, revision: 0 },
    } as const;
    expect(talk.press(reject)).toEqual(['ask-rejection-reason']);
    talk.say('那几天有检查');
    expect(verdicts(talk)).toEqual(['r1 reject 那几天有检查']);
  });
});

describe('which of several requests', () => {
  const several = (): Conversation =>
    new Conversation('p6', {
      requests: [
        shortLeave({ openedAt: 2 }),
        shortLeave({ id: 'r4', code: 'G7H8', applicantId: 'p2', openedAt: 1 }),
        shortLeave({ id: 'r5', code: 'J9K1', applicantId: 'p3', openedAt: 3 }),
      ],
    });

  test('is asked, the oldest first, and answered by its number', () => {
    const talk = several();
    expect(talk.say('同意')).toEqual(['which-request']);
    expect(resultOf(talk.last, 'which-request').shown.map((s) => s.request.id)).toEqual(['r4', 'r1', 'r5']);
    expect(talk.say('2')[0]).toBe('answer-recorded');
    expect(verdicts(talk)).toEqual(['r1 approve -']);
    expect(talk.question).toBeNull();
  });

  test('keeps the note and the verdict it was asked with', () => {
    const talk = several();
    talk.say('驳回 那几天有检查');
    talk.say('1');
    expect(verdicts(talk)).toEqual(['r4 reject 那几天有检查']);
  });

  test('asks for the reason next where a rejection came without', () => {
    const talk = several();
    talk.say('驳回');
    expect(talk.say('3')).toEqual(['ask-rejection-reason']);
    talk.say('那几天有检查');
    expect(verdicts(talk)).toEqual(['r5 reject 那几天有检查']);
  });

  test('may be answered by its code with the verdict', () => {
    const talk = several();
    talk.say('同意');
    talk.say('同意 #J9K1');
    expect(verdicts(talk)).toEqual(['r5 approve -']);
  });

  test.each(['0', '4', '99', '一', '-1', '1.5', '收到', '好的'])(
    '%s is none of the numbers: nothing is answered',
    (said) => {
      const talk = several();
      talk.say('同意');
      talk.say(said);
      expect(verdicts(talk)).toEqual([]);
      expect(talk.question).toMatchObject({ about: 'which-request' });
    },
  );

  test('does not answer one that has ended meanwhile', () => {
    const talk = several();
    talk.say('同意');
    talk.requests = talk.requests.map((r) => (r.id === 'r4' ? { ...r, state: 'withdrawn' as const } : r));
    expect(talk.say('1')).toEqual(['answer-refused']);
    expect(verdicts(talk)).toEqual([]);
  });
});

describe('a make-up that is asked for bit by bit', () => {
  test('is asked for its day, then for its reason', () => {
    const talk = new Conversation('p1');
    expect(talk.say('补卡')).toEqual(['ask-make-up-date']);
    expect(talk.say('昨天')).toEqual(['ask-make-up-reason']);
    expect(talk.say('忘记打卡了')).toEqual(['request-opened', 'please-answer']);
    expect(talk.requests[0]).toMatchObject({ kind: 'make-up', reason: '忘记打卡了', span: { fromOn: '2026-12-01' } });
    expect(talk.question).toBeNull();
  });

  test('takes day and reason in one answer', () => {
    const talk = new Conversation('p1');
    talk.say('补卡');
    expect(talk.say('11.30 手机没电')).toEqual(['request-opened', 'please-answer']);
    expect(talk.requests[0]).toMatchObject({ reason: '手机没电', span: { fromOn: '2026-11-30', toOn: '2026-11-30' } });
  });

  test('asks again where there is no such day, and takes the next answer', () => {
    const talk = new Conversation('p1');
    talk.say('补卡');
    expect(talk.say('2.30')).toEqual(['invalid-span']);
    expect(talk.say('昨天')).toEqual(['ask-make-up-reason']);
  });

  test('is called off by one word', () => {
    const talk = new Conversation('p1');
    talk.say('补卡 昨天');
    expect(talk.say('取消')).toEqual(['question-dropped']);
    expect(talk.say('手机没电')).toEqual(['not-understood']);
  });
});

describe('a log whose day cannot be read', () => {
  test('keeps its text until the day is said', () => {
    const talk = new Conversation('p1');
    expect(talk.say('日志 11.31 上午走访3户')).toEqual(['invalid-span']);
    expect(talk.say('11.30')).toEqual(['log-kept']);
    expect(talk.logs).toEqual(['上午走访3户']);
    expect(talk.question).toBeNull();
  });

  test.each(['明天', '哪天来着', '2.30'])('keeps its text when %s is no day for it either', (said) => {
    const talk = new Conversation('p1');
    talk.say('日志 11.31 上午走访3户');
    talk.say(said);
    expect(talk.logs).toEqual([]);
    expect(talk.say('昨天')).toEqual(['log-kept']);
    expect(talk.logs).toEqual(['上午走访3户']);
  });
});

describe('a photo without a word', () => {
  test('is asked about, and goes with the word that comes next', () => {
    for (const [word, answer] of [
      ['打卡', 'checked-in'],
      ['日志 上午走访3户', 'log-kept'],
    ] as const) {
      const talk = new Conversation('p1');
      expect(talk.say(picture)).toEqual(['photo-for-what']);
      expect(talk.say(word)).toEqual([answer]);
      expect(resultOf(talk.last, answer)).toMatchObject({ photos: 1 });
      expect(talk.question).toBeNull();
    }
  });

  test('goes with a word in the same message', () => {
    const talk = new Conversation('p1');
    expect(talk.say({ ...picture, text: '打卡' })).toEqual(['checked-in']);
    expect(effectsOf(talk.last, 'add-attendance')[0]?.images).toEqual([photo]);
  });

  test('waits while something else is asked, and is forgotten after a day', () => {
    const talk = new Conversation('p1');
    talk.say(picture, { at: '2026-12-02 10:00' });
    expect(talk.say('我的', { at: '2026-12-02 10:01' })).toEqual(['mine']);
    expect(talk.say('打卡', { at: '2026-12-03 10:02' })).toEqual(['checked-in']);
    expect(effectsOf(talk.last, 'add-attendance')[0]?.images).toEqual([]);
    expect(talk.question).toBeNull();
  });
});

test('a joint leave is answered for every seat that the answerer holds', () => {
  const requests = [jointLeave({ steps: [{ mode: 'all', seats: [...jointLeave().steps[0]!.seats, secretary] }] })];
  const talk = new Conversation('p8', { requests, holders: { 派出单位: ['p8', 'p10'] } });
  expect(talk.say('同意')).toEqual(['answer-recorded']);
  expect(effectsOf(talk.last, 'answer-seat').map((e) => e.seat.body)).toEqual(['县委组织部', '派出单位']);
});

describe('all of them at once', () => {
  const two = (): Conversation =>
    new Conversation('p6', {
      requests: [shortLeave({ openedAt: 1 }), shortLeave({ id: 'r4', code: 'G7H8', applicantId: 'p2', openedAt: 2 })],
    });

  test('are shown, asked about once, and approved by one yes', () => {
    const talk = two();
    expect(talk.say('都同意')).toEqual(['confirm-all']);
    expect(talk.say('确认')[0]).toBe('answers-recorded');
    expect(verdicts(talk)).toEqual(['r1 approve -', 'r4 approve -']);
    expect(talk.question).toBeNull();
    expect(talk.say('确认')).toEqual(['nothing-asked']);
  });

  test('are approved by the button too, and once only', () => {
    const talk = two();
    talk.say('都同意');
    const [confirm] = talk.buttons;
    expect(talk.press(confirm!)[0]).toBe('answers-recorded');
    expect(talk.press(confirm!)).toEqual(['button-stale']);
  });

  test.each(['收到', '好的', '嗯', '👌'])('are not approved by %s', (said) => {
    const talk = two();
    talk.say('都同意');
    talk.say(said);
    expect(verdicts(talk)).toEqual([]);
    expect(talk.question).toMatchObject({ about: 'approve-all' });
  });

  test('are not approved once it is called off, and numbers still count then', () => {
    const talk = two();
    talk.say('都同意');
    expect(talk.say('取消')).toEqual(['question-dropped']);
    expect(talk.say('同意 2')[0]).toBe('answer-recorded');
    expect(verdicts(talk)).toEqual(['r4 approve -']);
  });

  test('leave out what was changed in between', () => {
    const talk = two();
    talk.say('都同意');
    talk.requests = talk.requests.map((r) => (r.id === 'r1' ? { ...r, revision: 1, version: 2, days: 9 } : r));
    talk.say('确认');
    expect(verdicts(talk)).toEqual(['r4 approve -']);
    expect(resultOf(talk.last, 'answers-recorded').refused).toMatchObject([{ why: 'changed' }]);
  });
});

describe('numbers of the last list', () => {
  const talk = (): Conversation => {
    const three = ['r1', 'r4', 'r5'].map((id, i) => shortLeave({ id, code: `A${i}B${i}`, openedAt: i, applicantId: `p${i + 1}` })); // prettier-ignore
    return new Conversation('p6', { requests: three });
  };

  test('answer several, in one message', () => {
    const said = talk();
    expect(said.say('待办')).toEqual(['todo']);
    said.say('同意 1 3');
    expect(verdicts(said)).toEqual(['r1 approve -', 'r5 approve -']);
    said.say('驳回 2 那几天有检查');
    expect(verdicts(said)).toEqual(['r4 reject 那几天有检查']);
  });

  test('stay those that were shown, though some are answered meanwhile', () => {
    const said = talk();
    said.say('待办');
    said.say('同意 1');
    said.say('同意 2');
    expect(verdicts(said)).toEqual(['r4 approve -']);
    expect(said.say('同意 1')).toEqual(['answer-refused']);
  });

  test('are none before a list', () => {
    expect(talk().say('同意 1 3')).toEqual(['no-such-number']);
  });
});

describe('a return to be revised', () => {
  test('asks what is to be changed; words that would be an applicant’s command are the answer', () => {
    const talk = new Conversation('p6', { requests: [shortLeave()] });
    expect(talk.say('退回')).toEqual(['ask-rejection-reason']);
    expect(talk.say('改成两天')).toEqual(['answer-recorded', 'request-returned']);
    expect(verdicts(talk)).toEqual(['r1 return 改成两天']);
    expect(talk.question).toBeNull();
  });

  test('may turn into a rejection, and the other way round', () => {
    const talk = new Conversation('p6', { requests: [shortLeave()] });
    talk.say('退回');
    talk.say('驳回 那几天有检查');
    expect(verdicts(talk)).toEqual(['r1 reject 那几天有检查']);
    const other = new Conversation('p6', { requests: [shortLeave()] });
    other.say('驳回');
    other.say('退回 改成两天');
    expect(verdicts(other)).toEqual(['r1 return 改成两天']);
  });

  test('is revised by the applicant, step by step or at once', () => {
    const returned = shortLeave({ state: 'returned', version: 2 });
    const talk = new Conversation('p1', { requests: [returned] });
    expect(talk.say('修改 12.8-12.9')).toEqual(['confirm-leave']);
    expect(talk.say('确认')).toEqual(['request-edited', 'please-answer']);
    expect(talk.requests).toMatchObject([
      { id: 'r1', state: 'open', revision: 1, version: 3, days: 2, reason: '母亲住院' },
    ]);
    const bit = new Conversation('p1', { requests: [returned] });
    expect(bit.say('修改请假')).toEqual(['ask-leave-from']);
    expect(bit.say('12.8-12.9')).toEqual(['confirm-leave']);
    expect(bit.say('改成一天')).toEqual(['confirm-leave']);
    bit.say('确认');
    expect(bit.requests).toMatchObject([{ revision: 1, days: 1 }]);
  });
});

describe('a leave for somebody of a name that two have', () => {
  const people = [{ id: 'p21', name: '示例甲', post: '驻村工作队员', dispatchLevel: '县派', townshipId: 't1', villageId: 'v1', teamId: 'team-v1', unitId: 'u1', isTeamLeader: null }]; // prettier-ignore
  const talk = (): Conversation => new Conversation('p3', { people, names: ['示例甲'] });

  test('is asked about, answered by number, and goes on with what was said', () => {
    const said = talk();
    expect(said.say('帮示例甲请假 12.14-12.15 母亲住院')).toEqual(['which-person']);
    expect(said.say('2')).toEqual(['confirm-leave']);
    expect(said.say('确认')).toEqual(['request-opened', 'please-answer', 'entered-for-you']);
    expect(said.requests).toMatchObject([{ applicantId: 'p21', enteredBy: 'p3', days: 2, reason: '母亲住院' }]);
  });

  test.each(['0', '3', '好的'])('is not opened by %s', (answer) => {
    const said = talk();
    said.say('帮示例甲请假 12.14-12.15 母亲住院');
    said.say(answer);
    expect(said.question).toMatchObject({ about: 'which-person' });
    expect(said.requests).toEqual([]);
  });
});

describe('a leave in a few words', () => {
  const taken = shortLeave({ state: 'approved', step: 1, version: 2 });

  test('is extended, its return reported, cancelled', () => {
    const longer = new Conversation('p1', { requests: [taken], at: '2026-12-10 10:00' });
    expect(longer.say('续假 2天 还要照顾')).toEqual(['confirm-leave']);
    expect(longer.say('确认')[0]).toBe('request-opened');
    expect(longer.requests[1]).toMatchObject({ extendsId: 'r1', countedDays: 5 });
    const back = new Conversation('p1', { requests: [taken], at: '2026-12-10 19:00' });
    expect(back.say('销假')[0]).toBe('leave-ended');
    expect(back.requests[0]).toMatchObject({ state: 'approved', ended: { on: '2026-12-10', half: 'pm' }, version: 3 });
    expect(back.say('销假')).toEqual(['nothing-to-end']);
    const off = new Conversation('p1', { requests: [taken] });
    expect(off.say('撤回')[0]).toBe('withdrawn');
    expect(off.requests[0]?.state).toBe('cancelled');
  });

  test('asked for after it began is marked late', () => {
    const talk = new Conversation('p1');
    expect(talk.say('请假 昨天 发烧')).toEqual(['confirm-leave']);
    talk.say('确认');
    expect(talk.requests[0]).toMatchObject({ late: true, span: { fromOn: '2026-12-01', toOn: '2026-12-01' } });
  });

  test('takes a photo that comes with a word, or before it', () => {
    const together = new Conversation('p1');
    together.say({ ...picture, text: '请假 12.14-12.15 母亲住院' });
    together.say('确认');
    expect(together.requests[0]?.images).toEqual([photo]);
    const before = new Conversation('p1');
    before.say(picture);
    before.say('请假 12.14-12.15 母亲住院');
    before.say('确认');
    expect(before.requests[0]?.images).toEqual([photo]);
    const asked = new Conversation('p1');
    asked.say('请假 12.14-12.15');
    asked.say({ ...picture, text: '母亲住院' });
    asked.say('确认');
    expect(asked.requests[0]).toMatchObject({ images: [photo], reason: '母亲住院' });
  });
});

describe('what is answered is what was shown', () => {
  const edited = (r: Request): Request => ({ ...r, revision: 1, version: 2, days: 9 });

  test('a reason for a rejection does not count for what was changed while it was asked', () => {
    const talk = new Conversation('p6', { requests: [shortLeave()] });
    talk.say('驳回');
    talk.requests = talk.requests.map(edited);
    expect(talk.say('那几天有检查')).toEqual(['changed-since']);
    expect(verdicts(talk)).toEqual([]);
    expect(talk.question).toBeNull();
  });

  test('nor does the number of one that was changed while it was asked which', () => {
    const requests = [shortLeave({ openedAt: 1 }), shortLeave({ id: 'r4', code: 'G7H8', openedAt: 2 })];
    const talk = new Conversation('p6', { requests });
    talk.say('同意');
    talk.requests = talk.requests.map((r) => (r.id === 'r4' ? edited(r) : r));
    expect(talk.say('2')).toEqual(['changed-since']);
    expect(verdicts(talk)).toEqual([]);
  });

  test('a cadre who approves may ask for a leave of their own in the middle: that is no reason', () => {
    const talk = new Conversation('p3', {
      requests: [shortLeave({ applicantId: 'p2' })],
      holders: { '乡镇（街道）党（工）委书记': ['p3'] },
    });
    talk.say('驳回');
    talk.say('修改 12.8-12.9');
    expect(verdicts(talk)).toEqual([]);
  });
});
