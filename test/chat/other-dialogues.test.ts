import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { ImageRef } from '../../src/domain/dialogue.ts';
import { effectsOf, resultOf } from '../commands/facts.ts';
import { shortLeave } from '../commands/requests.ts';
import { Conversation } from './conversation.ts';

const photo: ImageRef = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1000 };
const picture: Partial<StoredMessage> = { kind: 'image', images: [photo] };

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
