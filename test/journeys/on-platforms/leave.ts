/** A leave from the first sentence to its answer. */
import { expect } from 'vitest';
import { expectAll, type Conversation, type People } from './conversation.ts';
import type { Member } from './member.ts';
import type { Stage } from './stage.ts';

export const REASON = '母亲住院';

/** p1 asks in one sentence and confirms by the button; what is asked for has a code. */
export async function asked(stage: Stage, { p1 }: Pick<People, 'p1'>, days = '12.8-12.10'): Promise<string> {
  await p1.say(`请假 ${days} ${REASON}`);
  expectAll(await p1.heard(), '事由：', '确认提交吗');
  await p1.press('确认');
  const { code, state } = await stage.request();
  expect(state).toBe('open');
  expect(await p1.heard()).toContain(`#${code}`);
  return code;
}

/** The question that was put to somebody, with its buttons. */
async function questionTo(member: Member, code: string): Promise<void> {
  expectAll(await member.heard(), `#${code} 示例甲 请假`, `事由：${REASON}`);
  expect((await member.showing('同意')).buttonLabels).toEqual(['同意', '驳回', '退回']);
}

/** Both are told, and so is whoever keeps the days; the group hears who and until when, never why. */
async function approved(stage: Stage, { p1, p2, p3, p6 }: People): Promise<void> {
  expect(await stage.request()).toMatchObject({ state: 'approved', reason: REASON });
  expectAll(await p6.heard(), '已批准', '已告知本人');
  expectAll(await p1.heard(), '您的请假 12月8日至12月10日，共3天 已批准');
  const keeper = await p3.heard();
  expect(keeper).toContain('知悉：示例甲 请假');
  const group = await p2.heard('group');
  expect(group).toBe('示例甲 12月8日至12月10日 请假，已批准。');
  expect(keeper + group + (await p2.heard())).not.toContain(REASON);
}

/** Nothing is left to press on what was answered, where a platform can take it away. */
async function answered({ adapter }: Stage, member: Member): Promise<void> {
  if (!adapter.capabilities.editSent) return;
  expect((await member.byBot()).flatMap(({ buttonLabels }) => buttonLabels)).not.toContain('同意');
}

const byWords = (how: string, words: (code: string) => string): Conversation => ({
  title: `three days are approved ${how}`,
  play: async (stage, people) => {
    const code = await asked(stage, people);
    await questionTo(people.p6, code);
    await people.p6.say(words(code));
    await approved(stage, people);
    await answered(stage, people.p6);
  },
});

const noButtons = ({ adapter }: Stage): string | null =>
  adapter.capabilities.buttons ? null : 'nobody has a button that others could press';

export const leave: readonly Conversation[] = [
  {
    title: 'three days are approved by the button, which is gone then; delivered once more it counts once',
    play: async (stage, people) => {
      const { p6 } = people;
      await questionTo(p6, await asked(stage, people));
      await p6.press('同意');
      await approved(stage, people);
      await answered(stage, p6);
      await p6.again();
      expect(await p6.heard()).toBe('');
      expect(await stage.sql(`SELECT 1 FROM audit_entry WHERE verb = 'answer-seat'`)).toHaveLength(1);
    },
  },
  {
    title: 'a button that is pressed twice at once counts once, and the second press is told so',
    play: async (stage, people) => {
      const { p6 } = people;
      await questionTo(p6, await asked(stage, people));
      await p6.pressTwice('同意');
      expectAll(await p6.heard(), '已批准：#', '已经批准，不用再处理');
      expect(await stage.sql(`SELECT 1 FROM audit_entry WHERE verb = 'answer-seat'`)).toHaveLength(1);
      await answered(stage, p6);
    },
  },
  {
    title: 'three days are approved by quoting the question',
    play: async (stage, people) => {
      const { p6 } = people;
      const code = await asked(stage, people);
      const quote = await p6.showing('同意');
      await questionTo(p6, code);
      await p6.say('同意', { quote });
      await approved(stage, people);
    },
  },
  byWords('by its code', (code) => `同意 #${code}`),
  byWords('by the word, as the only one that is open', () => '同意'),
  {
    title: 'who rejects is asked why, and the applicant is told it',
    play: async (stage, people) => {
      const { p1, p2, p6 } = people;
      const code = await asked(stage, people);
      await questionTo(p6, code);
      await p6.press('驳回');
      expectAll(await p6.heard(), `驳回 #${code}`, '请回复理由');
      expect((await stage.request()).state).toBe('open');
      await p6.say('那几天有检查');
      expectAll(await p6.heard(), '已驳回');
      expectAll(await p1.heard(), '没有批准', '那几天有检查');
      expect(await p2.heard('group')).toBe('');
      expect((await stage.request()).state).toBe('rejected');
    },
  },
  {
    title: 'who takes it back is believed at once; an answer that comes late changes nothing',
    play: async (stage, people) => {
      const { p1, p6 } = people;
      const code = await asked(stage, people);
      await questionTo(p6, code);
      await p1.say('撤回');
      expectAll(await p1.heard(), `已撤回 #${code}`);
      expectAll(await p6.heard(), '本人已撤回');
      await answered(stage, p6);
      await p6.say(`同意 #${code}`);
      expectAll(await p6.heard(), '已由本人撤回');
      expect((await stage.request()).state).toBe('withdrawn');
    },
  },
  {
    title: 'four days need both the organisation department and the unit',
    play: async (stage, people) => {
      const { p1, p8, p10 } = people;
      const code = await asked(stage, people, '12.8-12.11');
      await questionTo(p8, code);
      await questionTo(p10, code);
      await p8.press('同意');
      expectAll(await p8.heard(), '已记录您的同意', '还等：示例县某局');
      expect((await stage.request()).state).toBe('open');
      await p10.say('同意');
      expectAll(await p1.heard(), '已批准');
      expect((await stage.request()).state).toBe('approved');
    },
  },
  {
    title: 'a second step is asked only after the first one agreed',
    play: async (stage, people) => {
      const { p1, p6, p10 } = people;
      const code = await asked(stage, people);
      await questionTo(p6, code);
      await p6.say('加签 示例癸');
      expectAll(await p6.heard(), '已请示例癸加签');
      expect(await p10.heard()).toBe('');
      await p6.press('同意');
      expectAll(await p6.heard(), '下一步：示例癸');
      await questionTo(p10, code);
      await p1.heard();
      await p10.press('同意');
      expectAll(await p1.heard(), '已批准');
      expect((await stage.request()).state).toBe('approved');
    },
  },
  {
    title: 'a button of somebody else answers nothing, and nobody is told so in a chat that is not theirs',
    unlike: noButtons,
    refused: ['account-is-anothers'],
    play: async (stage, people) => {
      const { p1, p2, p6 } = people;
      await questionTo(p6, await asked(stage, people));
      await p2.steal(p6, '同意');
      await p1.steal(p6, '同意');
      for (const one of [p1, p2, p6]) expect(['', '这个按钮不是给您的。']).toContain(await one.heard());
      expect((await stage.request()).state).toBe('open');
      await p6.press('同意');
      expect((await stage.request()).state).toBe('approved');
    },
  },
  {
    title: 'the words that answer it answer nothing when somebody says them who is not asked',
    play: async (stage, people) => {
      const { p1, p2, p6 } = people;
      const code = await asked(stage, people);
      await questionTo(p6, code);
      for (const one of [p2, p1]) {
        await one.say(`同意 #${code}`);
        expect(await one.heard()).not.toContain('已批准');
      }
      expect(await p6.heard()).toBe('');
      expect((await stage.request()).state).toBe('open');
      await p6.say(`同意 #${code}`);
      expect((await stage.request()).state).toBe('approved');
    },
  },
  {
    title: 'what waits is listed, and answered by its numbers',
    play: async (stage, { p1, p2, p6 }) => {
      await p1.say('请假 12.8-12.10 母亲住院');
      await p1.press('确认');
      await p2.say('请假 12.14-12.15 家里有事');
      await p2.press('确认');
      await p6.heard();
      await p6.say('待办');
      expectAll(await p6.heard(), '1. #', '2. #', '示例甲', '示例乙');
      await p6.say('同意 1 2');
      expectAll(await p6.heard(), '已同意 2 件');
      expect(await stage.sql('SELECT DISTINCT state FROM request')).toEqual([{ state: 'approved' }]);
      await answered(stage, p6);
    },
  },
];
