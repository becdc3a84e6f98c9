import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { effectsOf } from '../commands/facts.ts';
import { photo } from '../commands/owed.ts';
import { Conversation } from './conversation.ts';

const picture: Partial<StoredMessage> = { kind: 'image', images: [photo] };

describe('a line of a ledger', () => {
  test('keeps its figures and photos until its day is said', () => {
    const talk = new Conversation('p1');
    expect(talk.say({ ...picture, text: '学习 11.31 集中学习 12人' })).toEqual(['invalid-span']);
    expect(talk.say('明天')).toEqual(['entry-in-future']);
    expect(talk.say('11.30')).toEqual(['entry-kept']);
    expect(effectsOf(talk.last, 'add-entry')[0]?.entry).toMatchObject({
      ledger: 'study',
      on: '2026-11-30',
      people: 12,
      images: [photo],
    });
    expect(talk.logs).toEqual(['学习 集中学习 12人']);
    expect(talk.question).toBeNull();
  });

  test('takes the photo that was sent before it', () => {
    const talk = new Conversation('p1');
    talk.say(picture);
    expect(talk.say('走访 张大爷家 房子漏雨')).toEqual(['entry-kept']);
    expect(effectsOf(talk.last, 'add-entry')[0]?.entry.images).toEqual([photo]);
    expect(talk.question).toBeNull();
  });
});

describe('while something else is asked', () => {
  test.each(['开会', '培训', '学习', '推迟', '上午走访3户'])('%s is the reason of a leave', (reason) => {
    const talk = new Conversation('p1');
    talk.say('请假 12.8');
    expect(talk.say(reason)).toEqual(['confirm-leave']);
    expect(talk.question).toMatchObject({ about: 'leave', draft: { reason } });
  });

  test('words of work are the reason of a make-up', () => {
    const talk = new Conversation('p1');
    talk.say('补卡 昨天');
    expect(talk.say('昨天走访了李大妈家')).toEqual(['request-opened', 'please-answer']);
    expect(talk.requests[0]).toMatchObject({ reason: '昨天走访了李大妈家' });
  });

  test('推迟到后天 moves the leave that is shown', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.8 母亲住院');
    expect(talk.say('推迟到12.9')).toEqual(['confirm-leave']);
    expect(talk.question).toMatchObject({ about: 'leave', draft: { from: '2026-12-09' } });
  });

  test('a line with its keyword first and a figure is a line of its own', () => {
    const talk = new Conversation('p1');
    talk.say('请假 12.8');
    expect(talk.say('走访 张大爷家 房子漏雨')).toEqual(['entry-kept']);
    expect(talk.question).toMatchObject({ about: 'leave', asked: 'reason' });
  });
});

describe('in a group', () => {
  const group = { chatKind: 'group' } as const;

  test.each(['学习 12人 防返贫', '走访 张大爷家 房子漏雨', '院坝会 25人'])('%s is heard without a mention', (text) => {
    expect(new Conversation('p1').say({ ...group, text })).toEqual(['entry-kept']);
  });

  test.each(['学习了', '学习 材料已发群里', '走访的时候注意安全', '院坝会什么时候开', '已办', '培训 通知 每村2人'])(
    '%s is talk among people',
    (text) => {
      expect(new Conversation('p1').say({ ...group, text })).toEqual([]);
    },
  );
});
