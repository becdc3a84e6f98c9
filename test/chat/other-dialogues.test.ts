import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { ImageRef } from '../../src/domain/dialogue.ts';
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
