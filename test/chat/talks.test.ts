/** Talks that are left for another command and taken up again, small answers, and two requests in one message. */
import { describe, expect, test } from 'vitest';
import { resultOf } from '../commands/facts.ts';
import { shortLeave } from '../commands/requests.ts';
import { Conversation } from './conversation.ts';

const talkOf = (...said: readonly string[]): Conversation => {
  const talk = new Conversation('p1');
  for (const what of said) talk.say(what);
  return talk;
};
const draftOf = (talk: Conversation): object | null =>
  talk.question?.about === 'leave' ? { asked: talk.question.asked, ...talk.question.draft } : null;

describe('a leave that is left for a command that asks nothing', () => {
  test('stays open, which is said in a line', () => {
    const talk = talkOf('请假', '12.14');
    expect(talk.say('打卡')).toEqual(['checked-in']);
    expect([talk.aside, talk.question?.about]).toEqual(['open new', 'leave']);
    expect(talk.say('继续')).toEqual(['ask-leave-to']);
    expect(talk.aside).toBeNull();
  });

  test('is not spoken of in a group', () => {
    const talk = talkOf('请假 12.14');
    talk.say({ text: '打卡', chatKind: 'group', mentionsBot: true });
    expect(talk.aside).toBeNull();
  });
});

describe('a leave that is left for a command that asks something', () => {
  const left = (): Conversation => talkOf('请假 12.14-12.15', '补卡 昨天');

  test('is put aside, said so when the other one is done, and taken up by 继续', () => {
    const talk = left();
    expect([talk.question?.about, talk.parked?.about, talk.aside]).toEqual(['make-up', 'leave', null]);
    expect(talk.say('手机没电')).toEqual(['request-opened', 'please-answer']);
    expect(talk.aside).toBe('parked new');
    expect(talk.say('继续')).toEqual(['ask-leave-reason']);
    expect([talk.question?.about, talk.parked]).toEqual(['leave', null]);
    expect(talk.say('母亲住院')).toEqual(['confirm-leave']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-14', to: '2026-12-15', reason: '母亲住院' });
  });

  test.each(['接着来', '刚才那个继续', '继续吧'])('is taken up by %s', (said) => {
    const talk = left();
    talk.say('手机没电');
    expect(talk.say(said)).toEqual(['ask-leave-reason']);
  });

  test('is not confirmed, answered or pressed while it is aside', () => {
    const talk = talkOf('请假 12.14-12.15 母亲住院');
    const [confirm] = talk.buttons;
    talk.say('补卡 昨天');
    talk.say('手机没电');
    expect(talk.say('确认')).toEqual(['nothing-asked']);
    expect(talk.press(confirm!)).toEqual(['button-stale']);
    expect(talk.say('12.20')).toEqual(['not-understood']);
    expect(talk.aside).toBe('parked new');
    expect(talk.requests.map((r) => r.kind)).toEqual(['make-up']);
  });

  test('is dropped by 算了, after the other one was', () => {
    const talk = left();
    expect(talk.say('算了')).toEqual(['question-dropped']);
    expect([talk.question, talk.parked?.about, talk.aside]).toEqual([null, 'leave', 'parked new']);
    expect(talk.say('算了')).toEqual(['question-dropped']);
    expect([talk.parked, talk.aside]).toEqual([null, null]);
    expect(talk.say('算了')).toEqual(['nothing-asked']);
    expect(talk.say('继续')).toEqual(['nothing-asked']);
  });

  test('is one and no stack: what was aside before it is forgotten', () => {
    const talk = talkOf('请假 12.14-12.15', '补卡 昨天', '日志 2.30 走访3户');
    expect([talk.question?.about, talk.parked?.about]).toEqual(['log', 'make-up']);
    talk.say('昨天');
    expect(talk.aside).toBe('parked make-up');
    expect(talk.say('继续')).toEqual(['ask-make-up-reason']);
  });

  test('begun anew, it is the same talk and nothing is put aside', () => {
    const talk = talkOf('补卡 昨天', '补卡 前天');
    expect([talk.question, talk.parked]).toMatchObject([{ on: '2026-11-30' }, null]);
  });

  test('waits a day, and what was lost is said with the words that begin it again', () => {
    const talk = left();
    talk.say('手机没电');
    expect(talk.say('打卡', { at: '2026-12-03 10:02' })).toEqual(['checked-in']);
    expect([talk.aside, talk.parked]).toEqual(['lapsed new', null]);
    expect(talk.say('继续', { at: '2026-12-03 10:03' })).toEqual(['nothing-asked']);
    expect(talk.aside).toBeNull();
  });
});

describe('a question that nobody answered for a day', () => {
  const late = { at: '2026-12-03 10:01' };

  test('is named when it is answered too late', () => {
    const talk = talkOf('请假 12.14-12.15');
    expect(talk.say('母亲住院', late)).toEqual(['question-expired']);
    expect(resultOf(talk.last, 'question-expired')).toMatchObject({
      talk: { topic: 'new', draft: { to: '2026-12-15' } },
    });
  });

  test('is named below the answer to something else', () => {
    const talk = talkOf('请假 12.14-12.15');
    expect(talk.say('打卡', late)).toEqual(['checked-in']);
    expect([talk.aside, talk.question]).toEqual(['lapsed new', null]);
  });

  test('is not named where the same is begun anew', () => {
    const talk = talkOf('请假 12.14-12.15');
    expect(talk.say('请假', late)).toEqual(['ask-leave-from']);
    expect(talk.aside).toBeNull();
  });
});

describe('what is never put aside', () => {
  test('unbinding, for another command', () => {
    const talk = talkOf('解绑');
    expect(talk.question?.about).toBe('unbind');
    talk.say('补卡 昨天');
    expect([talk.question?.about, talk.parked]).toEqual(['make-up', null]);
  });
});

describe('small words as an answer', () => {
  test('嗯 对 就那天 says yes to what is shown, and 嗯 does not', () => {
    const talk = talkOf('请假 12.14 母亲住院', '1天');
    expect(talk.say('嗯')).toEqual(['confirm-leave']);
    expect(talk.say('嗯 对 就那天')).toEqual(['request-opened', 'please-answer']);
  });

  test('就那天 is the end too, where the end is asked', () => {
    const talk = talkOf('请假', '12.14');
    expect(talk.say('就那天')).toEqual(['ask-leave-reason']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-14', to: '2026-12-14' });
  });

  test.each(['嗯 对 就那天', '就这样吧', '好的好的'])('%s is no reason', (said) => {
    const talk = talkOf('请假 12.14-12.15');
    expect(talk.say(said)).toEqual(['ask-leave-reason']);
    expect(draftOf(talk)).toMatchObject({ reason: null });
  });

  test.each([
    ['就到周五', '2026-12-14', '2026-12-18'],
    ['不对 是12.16', '2026-12-16', '2026-12-16'],
    ['不是12.14 是12.16', '2026-12-16', '2026-12-16'],
    ['改成两天', '2026-12-14', '2026-12-15'],
  ])('%s changes what is shown', (said, from, to) => {
    const talk = talkOf('请假 12.14 母亲住院', '1天');
    expect(talk.say(said)).toEqual(['confirm-leave']);
    expect(draftOf(talk)).toMatchObject({ from, to, reason: '母亲住院' });
  });

  test('不对 是下周 leaves the day open, so it is asked', () => {
    const talk = talkOf('请假 12.14 母亲住院', '1天');
    expect(talk.say('不对 是下周')).toEqual(['invalid-span']);
  });

  test('不是很舒服 is a reason as it was typed', () => {
    const talk = talkOf('请假 12.14-12.15', '不是很舒服');
    expect(draftOf(talk)).toMatchObject({ reason: '不是很舒服' });
  });
});

describe('还是算了', () => {
  test('after a leave was sent up takes it back', () => {
    const talk = talkOf('请假 12.14-12.15 母亲住院', '确认');
    expect(talk.say('还是算了')[0]).toBe('withdrawn');
    expect(talk.requests[0]?.state).toBe('withdrawn');
  });

  test('drops the open question first, and no request', () => {
    const talk = talkOf('请假 12.14-12.15 母亲住院', '确认', '补卡');
    expect(talk.say('还是算了')).toEqual(['question-dropped']);
    expect(talk.requests[0]?.state).toBe('open');
  });

  test.each(['算了', '取消', '不用了'])('%s, which may be said of anything, takes nothing back', (said) => {
    const talk = talkOf('请假 12.14-12.15 母亲住院', '确认');
    expect(talk.say(said)).toEqual(['nothing-asked']);
  });

  test('takes back no leave that is approved, and none of several', () => {
    const approved = new Conversation('p1', { requests: [{ ...shortLeave(), state: 'approved' }] });
    expect(approved.say('还是算了')).toEqual(['nothing-asked']);
    const two = talkOf('请假 12.14-12.15 母亲住院', '确认', '请假 12.20-12.21 看病', '确认');
    expect(two.say('还是算了')).toEqual(['cannot-withdraw']);
  });

  test('改成两天 after it was sent up changes the one that is open', () => {
    const talk = talkOf('请假 12.14 母亲住院', '1天', '确认');
    expect(talk.say('改成两天')).toEqual(['confirm-leave']);
    talk.say('确认');
    expect(talk.requests[0]?.span).toMatchObject({ fromOn: '2026-12-14', toOn: '2026-12-15' });
  });
});

describe('上次那样再请一次', () => {
  test('asks the first day, and takes kind, reason, length and halves', () => {
    const talk = talkOf('请假 12.3下午-12.4 母亲住院', '确认');
    expect(talk.say('上次那样再请一次')).toEqual(['ask-leave-from']);
    expect(talk.say('下周一')).toEqual(['confirm-leave']);
    talk.say('确认');
    expect(talk.requests[1]).toMatchObject({
      span: { fromOn: '2026-12-07', fromHalf: 'pm', toOn: '2026-12-08', toHalf: 'pm' },
      days: 1.5,
      reason: '母亲住院',
      leaveKind: talk.requests[0]!.leaveKind,
    });
  });

  test('with its first day is shown whole and confirmed', () => {
    const talk = talkOf('请假 12.3-12.4 母亲住院', '确认');
    expect(talk.say('下周一 跟上次一样')).toEqual(['confirm-leave']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-07', saidDays: 2, reason: '母亲住院' });
    expect(talk.requests).toHaveLength(1);
  });

  test('with another length or reason takes those', () => {
    const talk = talkOf('请假 12.3-12.4 母亲住院', '确认');
    expect(talk.say('下周一 跟上次一样请三天')).toEqual(['confirm-leave']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-07', to: '2026-12-09' });
  });

  test('finds nothing where there was no leave', () => {
    expect(talkOf().say('上次那样再请一次')).toEqual(['no-leave-before']);
  });
});

describe('two requests in one message', () => {
  test('打卡 and a log are both done', () => {
    const talk = talkOf();
    expect(talk.say('打卡 日志 今天走访了三户')).toEqual(['checked-in', 'log-kept']);
    expect([talk.days.events.length, talk.logs]).toEqual([1, ['走访了三户']]);
  });

  test('of two leaves the first is asked about, and the other one waits', () => {
    const talk = talkOf();
    expect(talk.say('12.14请一天 12.21再请两天')).toEqual(['ask-leave-reason']);
    expect([talk.aside, draftOf(talk)]).toMatchObject(['next new', { from: '2026-12-14', to: '2026-12-14' }]);
    talk.say('母亲住院');
    expect(talk.say('确认')).toEqual(['request-opened', 'please-answer']);
    expect(talk.aside).toBe('parked new');
    expect(talk.say('继续')).toEqual(['ask-leave-reason']);
    expect(draftOf(talk)).toMatchObject({ from: '2026-12-21', to: '2026-12-22' });
  });

  test('a make-up that is whole is opened, and the leave asked about', () => {
    const talk = talkOf();
    expect(talk.say('12.14请一天假 另外补卡 昨天 手机没电')).toEqual([
      'ask-leave-reason',
      'request-opened',
      'please-answer',
    ]);
    expect([talk.question?.about, talk.requests[0]?.kind]).toEqual(['leave', 'make-up']);
  });

  test.each([['12.14请一天假 母亲住院 另外补卡 昨天 手机没电'], ['补卡 昨天 手机没电 另外12.14请一天假 母亲住院']])(
    'the answer to %s with the buttons of the question is about no request',
    (text) => {
      const talk = talkOf();
      expect(talk.say(text)).toEqual(expect.arrayContaining(['confirm-leave', 'request-opened']));
      const [answer, ...more] = talk.last.replies.filter(({ recipient }) => recipient.to === 'here');
      expect(answer?.buttons.map(({ label }) => label)).toEqual(['confirm', 'cancel']);
      expect(answer).toMatchObject({ requestId: null, revision: null });
      expect(more).toEqual([]);
    },
  );

  test('what is plainly two and not plain enough is asked', () => {
    const talk = talkOf();
    expect(talk.say('明天请假 另外补卡')).toEqual(['one-at-a-time']);
    expect(resultOf(talk.last, 'one-at-a-time').parts).toEqual(['明天请假', '补卡']);
    expect(talk.last.effects).toEqual([]);
  });
});
