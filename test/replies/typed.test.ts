/** What the bot tells people to type is understood when they type it. */
import { expect, test } from 'vitest';
import type { Intent } from '../../src/language/intent.ts';
import { understand } from '../../src/language/understand.ts';
import { wordReply } from '../../src/replies/word.ts';
import { shanghai } from '../commands/facts.ts';
import { samples } from './samples.ts';

/** Quoted, but an answer to the bot's own question, or somebody's words. */
const noCommands = ['1', '昨天', '12.1起', '示例镇党委书记', '张三', '东乡书记', '书记', '2.30', '11.31', '月底那几天', '老王', '李副书记', '派出单位', '是否兼任队长', '选派层级', '只数工作日', '按工作日', '改为 …', '2', '都是', '小李']; // prettier-ignore
const quoted = [
  ...new Set(
    Object.values(samples)
      .flat()
      .flatMap((r) => [...wordReply(r).text.matchAll(/“([^“”]+)”/g)].map((m) => m[1] ?? '')),
  ),
].filter((text) => !noCommands.includes(text) && !/^一+…$/.test(text));

const verbs: readonly (readonly [RegExp, Intent['intent']])[] = [
  [/^(?:都)?同意(?!个人)/, 'approve'],
  [/^同意个人/, 'give-consent'],
  [/^驳回/, 'reject'],
  [/^退回/, 'return'],
  [/^撤回(?!同意)/, 'withdraw'],
  [/^撤回同意/, 'withdraw-consent'],
  [/^转办/, 'transfer'],
  [/^加签/, 'add-approver'],
  [/^代理/, 'name-deputy'],
  [/^取消代理/, 'end-deputy'],
  [/^催办/, 'nudge'],
  [/^销假/, 'end-leave'],
  [/^续假/, 'extend-leave'],
  [/^修改/, 'edit-request'],
  [/^更正/, 'correct-leave'],
  [/^帮老王/, 'proxy-leave'],
  [/^异议/, 'object'],
  [/^代录/, 'record-paper'],
  [/免打扰$/, 'digest'],
  [/^我批过的/, 'answered'],
  [/^请假台账/, 'leave-ledger'],
  [/^换人/, 'change-holder'],
];

test.each(quoted)('“%s”', (text) => {
  const { intent } = understand(text, shanghai('2026-12-02 10:00'));
  const expected = verbs.find(([verb]) => verb.test(text))?.[1];
  if (expected) expect(intent).toBe(expected);
  else expect(intent).not.toBe('none');
});

test('the seat that is to be recorded is read as one', () => {
  for (const text of quoted.filter((t) => t.startsWith('代录')))
    expect(understand(text, 0)).toMatchObject({ verdict: 'approve', seat: text.split(' ')[2] });
});

test('every operation has an example somewhere', () => {
  for (const [verb] of verbs) expect(quoted.filter((text) => verb.test(text)).length).toBeGreaterThan(0);
});
