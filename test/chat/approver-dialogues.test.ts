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
