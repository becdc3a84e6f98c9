/** A month of messages, and the draft that is made of what they left. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { route } from '../../src/chat/router.ts';
import type { LedgerEntry } from '../../src/domain/duty.ts';
import type { AttendanceEvent } from '../../src/domain/attendance.ts';
import type { Facts, WorkLogEntry } from '../../src/domain/facts.ts';
import { emptyDesk } from '../../src/domain/policy-asking.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { wordReply } from '../../src/replies/word.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { contextOf } from './drafted.ts';
import { fengdu, messageOf, saysOf, shanghai } from './facts.ts';
import type { Outcome } from '../../src/commands/context.ts';

const said: readonly (readonly [at: string, text: string])[] = [
  ['2026-11-02 08:00', '打卡'],
  ['2026-11-03 18:00', '走访 张大爷家 房子漏雨，已报村里'],
  ['2026-11-04 19:00', '日志 上午整理监测台账，下午看水渠。'],
  ['2026-11-10 17:00', '学习 今天下午集中学习 12人 主题惠农补贴政策'],
  ['2026-11-18 20:00', '院坝会 二组 35人 说合作医疗缴费'],
  ['2026-11-20 20:00', '培训 县级 3天 防返贫业务'],
  ['2026-11-24 17:00', '学习 集中学习 11人 主题冬季防火'],
];

/** What the person is told on the last day of the month. */
function after(rules: Rules, asks: string): Outcome {
  const logs: WorkLogEntry[] = [];
  const entries: LedgerEntry[] = [];
  const events: AttendanceEvent[] = [];
  const says = (at: string, text: string): Outcome => {
    const context = contextOf({ at, logs, entries, events, rules });
    const world = context.facts.world!;
    const facts: Facts = { ...context.facts, world: { ...world, entries } };
    const message = messageOf('p1', { at, message: { text, sentAt: shanghai(at) } });
    return route({ message, facts, rules, settings: defaultSettings, policies: emptyDesk }).run(facts);
  };
  for (const [at, text] of said)
    for (const effect of says(at, text).effects) {
      if (effect.effect === 'add-log') logs.push(effect);
      if (effect.effect === 'add-entry') entries.push({ ...effect.entry, id: String(entries.length + 1) });
      if (effect.effect === 'add-attendance') events.push(effect.event);
    }
  return says('2026-11-30 20:00', asks);
}

const rulesOf = (...packs: string[]): Rules => loadRules(fileURLToPath(new URL('../../rules', import.meta.url)), packs);

test('what was said once stands in the month once, with the number of the rule', () => {
  const outcome = after(fengdu, '月报');
  expect(saysOf(outcome)).toEqual(['draft', 'draft-notes']);
  const [text, notes] = outcome.replies.map((r) => wordReply(r.result).text);
  for (const words of ['房子漏雨', '整理监测台账', '惠农补贴政策', '合作医疗', '防返贫', '冬季防火'])
    expect(text?.split(words), words).toHaveLength(2);
  expect(text).toContain('集中学习2次，共23人次。');
  expect(text).toMatch(/每月不少于2次，11月做了2次（《.+》第十一条/);
  expect(notes).toContain('规定里没有写月度汇报交给谁');
});

test('the month goes to the township where the packs have a team report to it', () => {
  const [text, notes] = after(rulesOf('yulin-2021'), '月报').replies.map((r) => wordReply(r.result).text);
  expect(text).toMatch(/^示例一村驻村工作队2026年11月工作汇报/);
  expect(notes).toMatch(/交给：.*，2026年11月30日前（《.+》七（二）2）。/);
});

test('the year goes where the dispatch level sends it', () => {
  const [text, notes] = after(fengdu, '年终总结').replies.map((r) => wordReply(r.result).text);
  expect(text).toMatch(/^示例一村驻村工作队2026年度工作总结/);
  expect(notes).toMatch(/交给：.+、.+，2026年12月20日前（《.+》第十四条）。/);
  expect(notes).toContain('11月1日以前没有记录');
  expect(text).toContain('11月1日至30日做了2次，1个月里1个月做到');
});
