import { describe, expect, test } from 'vitest';
import { resultOf } from '../commands/facts.ts';
import { Conversation } from './conversation.ts';

/** What stands in the open question about a leave. */
const draftOf = (talk: Conversation): object | null =>
  talk.question?.about === 'leave' ? { asked: talk.question.asked, ...talk.question.draft } : null;
const spanOf = (talk: Conversation): string | undefined => {
  const r = talk.requests.at(-1);
  return r && `${r.span.fromOn}${r.span.fromHalf} ${r.span.toOn}${r.span.toHalf} ${r.days} ${r.reason}`;
};

describe('a leave that is asked for bit by bit', () => {
  test('is asked for one thing at a time, and opened when it is confirmed', () => {
    const talk = new Conversation('p1');
    expect(talk.say('请假')).toEqual(['ask-leave-from']);
    expect(talk.say('12.14')).toEqual(['ask-leave-to']);
    expect(talk.say('2天')).toEqual(['ask-leave-reason']);
    expect(talk.say('母亲住院')).toEqual(['confirm-leave']);
    expect(talk.requests).toEqual([]);
    expect(talk.say('确认')).toEqual(['request-opened', 'please-answer']);
    expect(spanOf(talk)).toBe('2026-12-14am 2026-12-15pm 2 母亲住院');
    expect(talk.question).toBeNull();
  });

  test('needs one answer less for each thing that was said at once', () => {
    const talk = new Conversation('p1');
    expect(talk.say('请假 12.14-12.15')).toEqual(['ask-leave-reason']);
    expect(talk.say('母亲住院')).toEqual(['confirm-leave']);
    const whole = new Conversation('p1');
    expect(whole.say('请假 12.14-12.15 母亲住院')).toEqual(['confirm-leave']);
  });

  test('takes a duration before it knows the day, and half days', () => {
    const talk = new Conversation('p1');
    expect(talk.say('请假2.5天 家里有事')).toEqual(['ask-leave-from']);
    expect(talk.say('12.14')).toEqual(['confirm-leave']);
    talk.say('确认');
    expect(spanOf(talk)).toBe('2026-12-14am 2026-12-16am 2.5 家里有事');
  });

  test('counts half a day from noon on', () => {
    const talk = new Conversation('p1');
    expect(talk.say('12.14下午请假半天 家里有事')).toEqual(['confirm-leave']);
    talk.say('确认');
    expect(spanOf(talk)).toBe('2026-12-14pm 2026-12-14pm 0.5 家里有事');
  });

  test('is confirmed or dropped by the buttons too', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院');
    const [confirm, cancel] = talk.buttons;
    expect([confirm?.label, cancel?.label]).toEqual(['confirm', 'cancel']);
    expect(talk.press(cancel!)).toEqual(['question-dropped']);
    expect([talk.question, talk.requests]).toEqual([null, []]);
    talk.say('请假 12.14-12.15 母亲住院');
    expect(talk.press(talk.buttons[0]!)).toEqual(['request-opened', 'please-answer']);
  });
});

describe('a change of mind', () => {
  const talkBeforeConfirm = (): Conversation => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院');
    return talk;
  };

  test.each([
    ['改成三天', { from: '2026-12-14', to: '2026-12-16' }],
    ['到12.18', { from: '2026-12-14', to: '2026-12-18' }],
    ['改成12.20-12.21', { from: '2026-12-20', to: '2026-12-21' }],
  ])('%s changes the days and leaves the reason', (said, days) => {
    const talk = talkBeforeConfirm();
    expect(talk.say(said)).toEqual(['confirm-leave']);
    expect(draftOf(talk)).toMatchObject({ asked: 'confirm', reason: '母亲住院', ...days });
  });

  test('a new request in its place is taken as one', () => {
    const talk = talkBeforeConfirm();
    expect(talk.say('请假 12.20-12.21 父亲生病')).toEqual(['confirm-leave']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-20', to: '2026-12-21', reason: '父亲生病' });
  });

  test('取消 drops it, and 确认 finds nothing to confirm after that', () => {
    const talk = talkBeforeConfirm();
    expect(talk.say('取消')).toEqual(['question-dropped']);
    expect(talk.say('确认')).toEqual(['nothing-asked']);
    expect(talk.requests).toEqual([]);
  });

  test('a longer leave goes to those who decide it, not to those first shown', () => {
    const talk = talkBeforeConfirm();
    talk.say('改成四天');
    talk.say('确认');
    expect(talk.requests[0]?.steps).toMatchObject([
      { mode: 'all', seats: [{ body: '县委组织部' }, { body: '派出单位', scopeId: 'u1' }] },
    ]);
  });
});

describe('what confirms nothing', () => {
  test.each(['收到', '嗯', '好的', '👌', '', '   '])('%j: the question is put again', (said) => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院');
    expect(talk.say(said)).toEqual(['confirm-leave']);
    expect(talk.requests).toEqual([]);
  });

  test('确认 before everything is known: what is missing is asked again', () => {
    const talk = new Conversation('p1');
    talk.say('请假');
    expect(talk.say('确认')).toEqual(['ask-leave-from']);
    talk.say('12.14-12.15');
    expect(talk.say('确认')).toEqual(['ask-leave-reason']);
    expect(talk.requests).toEqual([]);
  });

  test('同意 is no word of the applicant: it approves others’ requests', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院');
    expect(talk.say('同意')).toEqual(['nothing-to-answer']);
    expect(talk.requests).toEqual([]);
    expect(draftOf(talk)).toMatchObject({ asked: 'confirm' });
  });

  test('the button of an older question, after the question was put anew', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院');
    const old = talk.buttons[0]!;
    talk.say('改成三天');
    expect(talk.press(old)).toEqual(['button-stale']);
    expect(talk.press(talk.buttons[0]!)).toEqual(['request-opened', 'please-answer']);
    expect(talk.press(talk.buttons[0]!)).toEqual(['button-stale']);
    expect(talk.requests).toHaveLength(1);
  });
});

describe('dates that cannot be', () => {
  test.each([
    ['请假 12.15-12.14 母亲住院', 'ends-before-start'],
    ['请假 2.30 母亲住院', 'no-such-date'],
    ['请假 2026-12-14到2028-01-20 母亲住院', 'too-long'],
    ['请假 12.14-12.15 5天 母亲住院', 'range-disagrees'],
  ])('%s is said to be wrong, and the dates are asked again', (said, problem) => {
    const talk = new Conversation('p1');
    expect(talk.say(said)).toEqual(['invalid-span']);
    expect(resultOf(talk.last, 'invalid-span')).toMatchObject({ span: { problem }, wanted: 'leave' });
    expect(draftOf(talk)).toMatchObject({ asked: 'from', from: null, to: null, reason: '母亲住院' });
    expect(talk.say('12.14-12.15')).toEqual(['confirm-leave']);
  });

  test('overlapping an own leave are said to be, by its code, and asked again', () => {
    const talk = new Conversation('p1');
    for (const said of ['请假 12.14-12.15 母亲住院', '确认', '请假 12.15-12.16 父亲生病']) talk.say(said);
    const { other } = resultOf(talk.last, 'overlaps');
    expect(other.id).toBe(talk.requests[0]?.id);
    expect(talk.say('12.16-12.17')).toEqual(['confirm-leave']);
  });
});

describe('something else in the middle', () => {
  test.each([
    ['打卡', 'checked-in'],
    ['日志 上午走访3户', 'log-kept'],
    ['我的', 'mine'],
    ['帮助', 'help'],
    ['同意 #Z9Z9', 'no-such-code'],
  ])('%s is done at once, and the leave goes on where it was', (said, answer) => {
    const talk = new Conversation('p1');
    talk.say('请假');
    talk.say('12.14');
    expect(talk.say(said)).toEqual([answer]);
    expect(talk.say('2天')).toEqual(['ask-leave-reason']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-14', to: '2026-12-15' });
  });

  test('a location or a voice message changes nothing of it', () => {
    const talk = new Conversation('p1');
    talk.say('请假');
    expect(talk.say({ kind: 'other', otherKind: 'voice' })).toEqual(['kind-not-read']);
    expect(talk.say('12.14')).toEqual(['ask-leave-to']);
  });

  test('a whole make-up in the middle leaves the leave open', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15');
    expect(talk.say('补卡 昨天 手机没电')).toEqual(['request-opened', 'please-answer']);
    expect(talk.say('母亲住院')).toEqual(['confirm-leave']);
  });
});

describe('a question of yesterday', () => {
  test('is answered for 24 hours and not longer', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15', { at: '2026-12-02 10:00' });
    expect(talk.say('母亲住院', { at: '2026-12-03 10:00' })).toEqual(['confirm-leave']);
    const late = new Conversation('p1');
    late.say('请假 12.14-12.15', { at: '2026-12-02 10:00' });
    expect(late.say('母亲住院', { at: '2026-12-03 10:01' })).toEqual(['question-expired']);
    expect(late.question).toBeNull();
  });

  test.each(['确认', '取消', '12.14'])('is not brought back by %s', (said) => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院', { at: '2026-12-02 10:00' });
    expect(talk.say(said, { at: '2026-12-04 10:00' })).toEqual(['question-expired']);
    expect(talk.requests).toEqual([]);
  });

  test('makes way for a new command, whose own question stands', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15', { at: '2026-12-02 10:00' });
    expect(talk.say('请假', { at: '2026-12-04 10:00' })).toEqual(['ask-leave-from']);
    expect(talk.say('12.20', { at: '2026-12-04 10:01' })).toEqual(['ask-leave-to']);
  });

  test('has buttons that no longer act', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.14-12.15 母亲住院', { at: '2026-12-02 10:00' });
    expect(talk.press(talk.buttons[0]!, { at: '2026-12-04 10:00' })).toEqual(['button-stale']);
  });
});

test('an answer of 100 kB is cut and taken', () => {
  const talk = new Conversation('p1');
  talk.say('请假 12.14-12.15');
  expect(talk.say('病'.repeat(100_000))).toEqual(['confirm-leave']);
  talk.say('确认');
  expect(talk.requests[0]?.reason).toHaveLength(500);
});
