import { describe, expect, test } from 'vitest';
import { codesShown, introducesThemselves, understand } from '../../src/language/understand.ts';

const read = (text: string): ReturnType<typeof understand> => understand(text, Date.parse('2026-12-02T02:00:00Z'));

describe('binding', () => {
  test.each([
    '绑定 张三 尾号1234 ABCD2345',
    '绑定 张三 1234 ABCD2345',
    '绑定张三尾号1234ABCD2345',
    '绑定张三1234ABCD2345',
    '绑定　张三　尾号１２３４　ＡＢＣＤ２３４５',
    '绑定：张三，手机尾号1234，绑定码ABCD2345',
    '绑定 张三 手机号后四位1234 码：ABCD-2345',
    ' 绑定 张三\n尾号 1234\nabcd 2345 ',
    '我要绑定 张三 尾号1234 ABCD2345。',
    '/bind 张三 1234 ABCD2345',
  ])('is read from %j', (text) => {
    const intent = read(text);
    expect(intent).toMatchObject({ intent: 'bind', said: { name: '张三', tail: '1234' } });
    const code = intent.intent === 'bind' ? intent.said?.code : '';
    expect(code?.toUpperCase().replace(/[^0-9A-Z]/g, '')).toBe('ABCD2345');
  });

  test('a code of digits alone is told from the digits of the number', () => {
    expect(read('绑定张三123423456789')).toMatchObject({ said: { name: '张三', tail: '1234', code: '23456789' } });
  });

  test('a name keeps the sign that tells two of one name apart', () => {
    expect(read('绑定 张三2 尾号1234 ABCD2345')).toMatchObject({ said: { name: '张三2', tail: '1234' } });
    expect(read('绑定张三B手机尾号1234码ABCD2345')).toMatchObject({ said: { name: '张三B', tail: '1234' } });
  });

  test('a name keeps its letters', () => {
    expect(read('绑定 阿卜杜拉·买买提 1234 ABCD2345')).toMatchObject({ said: { name: '阿卜杜拉·买买提' } });
    for (const dot of '•・‧･')
      expect(read(`绑定 阿卜杜拉${dot}买买提 1234 ABCD2345`)).toMatchObject({ said: { name: '阿卜杜拉·买买提' } });
    expect(read('绑定 John Li 1234 ABCD2345')).toMatchObject({ said: { name: 'John Li' } });
  });

  test.each([
    '绑定',
    '绑定帐号',
    '绑定 张三 1234',
    '绑定 张三 ABCD2345',
    '绑定 张三 尾号1234 ABCD234',
    '绑定 1234 ABCD2345',
  ])('lacks a part in %j', (text) => {
    expect(read(text)).toEqual({ intent: 'bind', said: null });
  });

  test.each(['绑定银行卡', '下午帮村民绑定医保', '日志 绑定 张三 1234 ABCD2345', '绑定群众微信3户'])(
    'is not in %j',
    (text) => {
      expect(read(text).intent).not.toBe('bind');
    },
  );
});

test.each([
  ['解绑', 'unbind'],
  ['取消绑定', 'unbind'],
  ['个人信息说明', 'read-consent'],
  ['隐私', 'read-consent'],
  ['撤回同意', 'withdraw-consent'],
  ['同意个人信息处理', 'give-consent'],
  ['同意', 'approve'],
  ['撤回', 'withdraw'],
])('%s is %s', (text, intent) => {
  expect(read(text).intent).toBe(intent);
});

describe('an invitation', () => {
  test.each<[string, readonly string[]]>([
    ['邀请 张三', ['张三']],
    ['邀请张三', ['张三']],
    ['邀请 张三 李四', ['张三', '李四']],
    ['邀请：张三、李四，王五', ['张三', '李四', '王五']],
    ['邀请 李副书记', ['李副书记']],
    ['邀请 示例3', ['示例3']],
    ['邀请示例3', ['示例3']],
    ['邀请 示例3、示例4', ['示例3', '示例4']],
    ['邀请 第1党支部书记', ['第1党支部书记']],
    ['邀请 阿卜杜拉•买买提', ['阿卜杜拉·买买提']],
    ['邀请', []],
  ])('%s names %j', (text, names) => {
    expect(read(text)).toEqual({ intent: 'invite', names });
  });

  test.each([
    '邀请 3人',
    '邀请 村干部3名',
    '邀请 示例2026',
    '邀请专家',
    '邀请明天来',
    '邀请群众参加院坝会',
    '邀请函',
    '日志 邀请 张三',
    '下午邀请张三座谈',
  ])('is not in %j', (text) => {
    expect(read(text).intent).not.toBe('invite');
  });
});

test.each([
  ['我是张三', true],
  ['您好，我叫张三', true],
  ['我是示例一村 张三', true],
  ['打卡', false],
  ['我是1234', false],
  ['我', false],
])('who says %j introduces themselves: %s', (text, is) => {
  expect(introducesThemselves(text)).toBe(is);
});

describe('in a group, what may be a code', () => {
  const shown = (text: string): readonly string[] | null => codesShown(text, Date.parse('2026-12-02T02:00:00Z'));

  test.each<[string, readonly string[]]>([
    ['ABCD2345', ['abcd2345']],
    ['ＡＢＣＤ－２３４５', ['abcd-2345']],
    ['@驻村助手 ABCD 2345', ['abcd 2345']],
    ['绑定码是ABCD2345。', ['abcd2345']],
    ['邀请码 AB2CD3EF', ['ab2cd3ef']],
    ['绑定 张三 尾号1234 ABCD2345', ['abcd2345']],
    ['绑定 张三 ABCD2345', ['abcd2345']],
    ['尾号1234ABCD2345', ['abcd2345']],
    ['我的绑定码 2345 ABCD 2345', ['2345 abcd', 'abcd 2345']],
    ['这是给张三的 绑定码：ABCD2345，给李四的：EFGH6789', ['abcd2345', 'efgh6789']],
  ])('of %j', (text, codes) => {
    expect(shown(text)).toEqual(codes);
  });

  test.each([
    ...['绑定', '绑定 张三 尾号1234', '63285544', '20261122', '今天发了 23ABCDEF 号物资', 'ABCD234', 'ABCD23456'],
    ...['日志 帮村民绑定医保卡 ABCD2345', '请假 明天 尾号6789 ABCD2345', '怎么绑定', '打卡'],
  ])('of %j is nothing', (text) => {
    expect(shown(text)).toBeNull();
  });
});
