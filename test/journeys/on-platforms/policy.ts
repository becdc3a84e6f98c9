/** Questions about the rules, whatever is answered: they are heard, and whether it helped too. */
import { expect } from 'vitest';
import { expectAll, type Conversation } from './conversation.ts';
import type { Stage } from './stage.ts';

const questions = (stage: Stage): Promise<object[]> =>
  stage.sql('SELECT person_id, text, before, feedback FROM policy_question ORDER BY asked_at, id');

export const policy: readonly Conversation[] = [
  {
    title: 'a question about the rules is answered, gone on from, and said to be of no use',
    play: async (stage, { p1 }) => {
      await p1.say('问：请假超过三天由谁批');
      expect(await p1.heard()).not.toBe('');
      await p1.say('那队长呢');
      await p1.press('没用');
      expectAll(await p1.heard(), '县里看得到这个问题');
      expect(await questions(stage)).toEqual([
        { person_id: 'p1', text: '请假超过三天由谁批', before: null, feedback: null },
        { person_id: 'p1', text: '那队长呢', before: '请假超过三天由谁批', feedback: 'useless' },
      ]);
    },
  },
  {
    title: 'a question in the group is answered there, to a mention alone',
    play: async (stage, { p1, p2 }) => {
      if (stage.platform.hearsGroups) await p1.say('请假超过三天由谁批', { place: 'group', mention: false });
      expect(await questions(stage)).toEqual([]);
      await p1.say('请假超过三天由谁批', { place: 'group' });
      expect(await p2.heard('group')).not.toBe('');
      expect(await p1.heard()).toBe('');
      expect(await questions(stage)).toHaveLength(1);
    },
  },
];
