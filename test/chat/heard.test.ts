import { describe, expect, test } from 'vitest';
import { heardInTalk, tellingHeard } from '../../src/chat/heard.ts';
import { say, type PersonContext } from '../../src/commands/context.ts';
import { recognised } from '../../src/language/understand.ts';
import { wordReply } from '../../src/replies/word.ts';
import { saturday } from '../language/moments.ts';

const slips = [{ said: '清假', meant: '请假' }];
const run = (chatKind: 'direct' | 'group', heard: typeof slips) => {
  const context = { message: { chatKind } } as unknown as PersonContext;
  const task = { needs: {}, run: () => say({ says: 'question-dropped' }) };
  return tellingHeard(context, heard, task).run(context).replies;
};
const inTalk = (text: string) => heardInTalk(recognised(text, saturday), text).intent;

describe('a slip that was taken for a command', () => {
  test('is told above the first answer', () => {
    const [reply] = run('direct', slips);
    expect(wordReply(reply!.result, undefined, reply!.heard).text.split('\n')[0]).toBe('（“清假”按“请假”理解）');
  });

  test('a group is told of the word alone, not of a run that may hold a reason', () => {
    expect(run('group', slips)[0]?.heard).toEqual(slips);
    expect(run('group', [{ said: 'qing jia kan bing', meant: '请假看病' }])[0]?.heard).toBeUndefined();
  });

  test('nothing is told where nothing was corrected', () => expect(run('direct', [])[0]?.heard).toBeUndefined());

  test('is the answer to an open question unless it is all that was said', () => {
    expect(inTalk('清假 两天')).toBe('none');
    expect(inTalk('签腿')).toBe('check-out');
    expect(inTalk('qiandao')).toBe('check-in');
    expect(inTalk('queren')).toBe('doubtful');
    expect(inTalk('通意 早去早回')).toBe('none');
    expect(inTalk('打卡')).toBe('check-in');
  });
});
