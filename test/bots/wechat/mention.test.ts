import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unaddressed } from '../../../bots/wechat/mention.ts';

const bot = { id: 'wxid_bot', name: '驻村助手' };
const other = 'wxid_other';
const GAP = '\u2005';

test.each([
  ['picked in front', `@驻村助手${GAP}请假 明天`, [bot.id], '请假 明天', true],
  ['picked at the end', `请假 明天@驻村助手${GAP}`, [bot.id], '请假 明天', true],
  ['picked, where no ids are told', `@驻村助手${GAP}待办`, [], '待办', true],
  ['picked beside somebody else', `@示例乙${GAP}@驻村助手${GAP}看一下`, [other, bot.id], `@示例乙${GAP}看一下`, true],
  ['picked by its name in the group', `@村里的机器人${GAP}待办`, [bot.id], '待办', true],
  ['picked by another name beside somebody', `@小助手${GAP}转办 @示例乙${GAP}`, [bot.id, other], '转办 @示例乙', true],
  ['told by its id alone', '待办', [bot.id], '待办', true],
  ['typed with a blank', '@驻村助手 待办', [], '待办', true],
  ['typed with a comma', '@驻村助手，待办', [other], '待办', true],
  ['typed without anything between', '@驻村助手待办', [], '待办', true],
  ['typed and nothing else', '@驻村助手', [], '', true],
  ['not meant: somebody else is', `@示例乙${GAP}待办`, [other], `@示例乙${GAP}待办`, false],
  ['not meant: another name begins like it', `@驻村助手小李${GAP}待办`, [other], `@驻村助手小李${GAP}待办`, false],
  ['not meant: everybody is', `@所有人${GAP}明天开会`, [bot.id, other], `@所有人${GAP}明天开会`, false],
  ['meant beside everybody', `@所有人${GAP}@驻村助手${GAP}谁在岗`, [bot.id, other], `@所有人${GAP}谁在岗`, true],
  ['not meant: its name stands in a sentence', '问问@驻村助手 就知道', [], '问问@驻村助手 就知道', false],
  ['not meant: nobody is', '待办', [], '待办', false],
])('The bot is %s.', (_, text, mentionIds, said, mentionsBot) => {
  expect(unaddressed(text, mentionIds, bot)).toEqual({ text: said, mentionsBot });
});

test('A bot whose name is not known is found by its id alone.', () => {
  const nameless = { ...bot, name: null };
  expect(unaddressed(`@随便${GAP}待办`, [bot.id], nameless)).toEqual({ text: '待办', mentionsBot: true });
  expect(unaddressed('@驻村助手 待办', [], nameless)).toEqual({ text: '@驻村助手 待办', mentionsBot: false });
  expect(unaddressed('@ 待办', [], { ...bot, name: '' }).mentionsBot).toBe(false);
});

test('Names of any signs are taken as they are, and nothing throws.', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      (text, name) => {
        unaddressed(text, [bot.id], { id: bot.id, name });
        const usable = /^[^@\u2005\n]+$/.test(name);
        if (usable) expect(unaddressed(`@${name}${GAP}待办`, [bot.id], { id: bot.id, name }).text).toBe('待办');
      },
    ),
  );
});

test.each(['@', `@a${GAP}`, `@驻村助手${GAP}`, GAP, '@所有人', '@驻村助手'])(
  'A megabyte of %j takes linear time.',
  (piece) => {
    const began = performance.now();
    unaddressed(piece.repeat(Math.floor(1_000_000 / piece.length)), [bot.id], bot);
    expect(performance.now() - began).toBeLessThan(1000);
  },
);
