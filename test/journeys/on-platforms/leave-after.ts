/** What becomes of a leave beside its answer: handed on, asked about, ended, extended. */
import { expect } from 'vitest';
import { expectAll, type Conversation, type People } from './conversation.ts';
import { asked, REASON } from './leave.ts';
import type { Member } from './member.ts';
import type { Stage } from './stage.ts';

async function approvedLeave(stage: Stage, people: People): Promise<string> {
  const code = await asked(stage, people);
  await people.p6.press('同意');
  expect((await stage.request()).state).toBe('approved');
  for (const member of Object.values(people)) await member.heard();
  await people.p1.heard('group');
  return code;
}

/** The button, where a platform can take one away. */
async function takenAway({ adapter }: Stage, member: Member, label: string): Promise<void> {
  if (!adapter.capabilities.editSent) return;
  expect((await member.byBot()).flatMap(({ buttonLabels }) => buttonLabels)).not.toContain(label);
}

export const leaveAfter: readonly Conversation[] = [
  {
    title: 'who is back says so, and everybody who was told of the leave hears it',
    play: async (stage, people) => {
      const { p1, p3, p6 } = people;
      const code = await approvedLeave(stage, people);
      stage.goTo('2026-12-10 18:20');
      await p1.say('销假');
      expectAll(await p1.heard(), `已销假 #${code}`, '请假3天');
      for (const told of [p3, p6]) expectAll(await told.heard(), '知悉：示例甲已销假');
      expect(await stage.sql('SELECT ended_at IS NOT NULL AS ended FROM request')).toEqual([{ ended: true }]);
    },
  },
  {
    title: 'who does not go after all takes it back, and the group hears no more than that',
    play: async (stage, people) => {
      const { p1, p3, p6 } = people;
      await approvedLeave(stage, people);
      await p3.heard('group');
      await p1.say('不去了，撤回请假');
      expect((await stage.request()).state).toBe('cancelled');
      expectAll(await p6.heard(), '示例甲');
      expect(await p3.heard('group')).toBe('示例甲原定请假有变：已取消。');
    },
  },
  {
    title: 'two days more go to whoever answers for all five',
    play: async (stage, people) => {
      const { p1, p6, p8, p10 } = people;
      await approvedLeave(stage, people);
      stage.goTo('2026-12-10 09:00');
      await p1.say('续假 2天 母亲还没出院');
      await p1.press('确认');
      expect(await p6.heard()).not.toContain('母亲还没出院');
      for (const approver of [p8, p10]) {
        expectAll(await approver.heard(), '示例甲', '母亲还没出院');
        await approver.press('同意');
      }
      expectAll(await p1.heard(), '已批准');
      expect(await stage.sql(`SELECT state FROM request WHERE extends_id IS NOT NULL`)).toEqual([
        { state: 'approved' },
      ]);
    },
  },
  {
    title: 'one request is handed to somebody else, who answers it',
    play: async (stage, people) => {
      const { p1, p6, p7 } = people;
      await asked(stage, people);
      await p6.heard();
      await p6.say('转办 示例庚');
      expectAll(await p6.heard(), '已转给示例庚');
      expectAll(await p1.heard(), '示例己转给示例庚审批');
      expectAll(await p7.heard(), '示例己转给您办理', `事由：${REASON}`);
      await takenAway(stage, p6, '同意');
      await p7.press('同意');
      expectAll(await p7.heard(), '已批准');
      expect((await stage.request()).state).toBe('approved');
    },
  },
  {
    title: 'a deputy is asked instead of who named them, and answers',
    play: async (stage, people) => {
      const { p6, p7 } = people;
      await p6.say('代理 12.2-12.5 示例庚');
      expectAll(await p6.heard(), '由示例庚代您审批');
      expectAll(await p7.heard(), '请您代示例己审批');
      await asked(stage, people);
      expect(await p6.heard()).toBe('');
      expectAll(await p7.heard(), '代示例己', `事由：${REASON}`);
      await p7.press('同意');
      expect((await stage.request()).state).toBe('approved');
      await p6.say('取消代理');
      expectAll(await p6.heard(), '已取消代理');
    },
  },
  {
    title: 'who waits may ask for it again once a day, and not at once',
    play: async (stage, people) => {
      const { p1, p6 } = people;
      const code = await asked(stage, people);
      await p6.heard();
      await p1.say('催办');
      expectAll(await p1.heard(), '刚提交不久');
      expect(await p6.heard()).toBe('');
      stage.goTo('2026-12-02 15:00');
      await p1.say('催一下领导');
      expectAll(await p1.heard(), `已催办 #${code}`);
      expectAll(await p6.heard(), '本人催办', `#${code}`);
      await p1.say('催办');
      expectAll(await p1.heard(), '今天已经催过');
      await p6.press('同意');
      expect((await stage.request()).state).toBe('approved');
    },
  },
  {
    title: 'why it is so is told to who may know, and never in the group',
    play: async (stage, people) => {
      const { p1, p2, p6 } = people;
      const code = await asked(stage, people);
      const quote = await p6.showing('同意');
      await p6.heard();
      await p6.say('为什么', { quote });
      expectAll(await p6.heard(), '依据：《丰都县驻乡驻村干部细则》第九条', '情况：');
      await p1.say(`为什么 #${code}`);
      expectAll(await p1.heard(), '第九条');
      await p2.say(`为什么 #${code}`);
      expect(await p2.heard()).not.toContain('第九条');
      await p1.say(`为什么 #${code}`, { place: 'group' });
      expect(await p2.heard('group')).not.toContain(REASON);
    },
  },
];

/** In a county where a leave is filed with somebody. */
export const filing: readonly Conversation[] = [
  {
    title: 'whoever it is filed with gets it without the reason, and says that they did',
    play: async (stage, { p3, p6, p8 }) => {
      await p3.say(`请假 12.8-12.10 ${REASON}`);
      await p3.press('确认');
      await p6.press('同意');
      const { code, state } = await stage.request();
      expect(state).toBe('approved');
      const copy = await p8.heard();
      expectAll(copy, '备案：示例丙 请假', `收到 #${code}`);
      expect(copy).not.toContain(REASON);
      await p8.press('收到');
      expectAll(await p8.heard(), `已记下：您收到了 #${code} 的备案`);
      expect(await stage.sql(`SELECT 1 FROM audit_entry WHERE verb LIKE '%filing%' AND person_id = 'p8'`)).toHaveLength(
        1,
      );
      await takenAway(stage, p8, '收到');
    },
  },
];
