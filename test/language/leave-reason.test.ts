import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

function said(text: string): readonly [kind: string | null, reason: string | null] {
  const intent = understand(text, saturday);
  if (intent.intent !== 'request-leave') throw new Error(`${text} is ${intent.intent}`);
  return [intent.slots.kind, intent.slots.reason];
}

describe('The kind of leave', () => {
  test.each([
    ['请事假 12.1', '事假', null],
    ['请病假 明天', '病假', null],
    ['休年假 12.1-12.5', '年休假', null],
    ['请公休假 12.1-12.5', '年休假', null],
    ['婚假 12.1-12.10', '婚假', null],
    ['请产假 12.1起', '产假', null],
    ['陪产假 12.1-12.10', '陪产假', null],
    ['请丧假三天 明天起', '丧假', null],
    ['探亲假 12.1-12.10', '探亲假', null],
    ['公出 明天 去县里对接', '因公外出', '去县里对接'],
    ['因公外出 12.1-12.3 参加轮训', '因公外出', '参加轮训'],
  ])('%s is named', (text, kind, reason) => {
    expect(said(text)).toEqual([kind, reason]);
  });

  test.each([
    ['请假 12.1-12.3 母亲住院', '事假'],
    ['请假 12.1 孩子开家长会', '事假'],
    ['请假 明天 发烧了', '病假'],
    ['请假 明天 身体不舒服', '病假'],
    ['请假 明天 去县里开会', '因公外出'],
    ['请假 12.1-12.10 媳妇生孩子', '陪产假'],
    ['请假 12.1-12.3 外婆去世', '丧假'],
    ['请假 12.1-12.3 参加邻居葬礼', '事假'],
    ['请假 12.1-12.10 本人结婚', '婚假'],
    ['请假 12.1 弟弟结婚', '事假'],
    ['请假 12.1 另有安排', null],
    ['请假 12.1', null],
  ])('%s is plain from the reason', (text, kind) => {
    expect(said(text)[0]).toBe(kind);
  });
});

describe('The reason', () => {
  test.each([
    ['请假12.1-12.3母亲住院需要陪护', '母亲住院需要陪护'],
    ['因为母亲住院，我想请假12.1-12.3', '母亲住院'],
    ['书记您好，我想请假12.1-12.3，原因：母亲住院，请批准', '母亲住院'],
    ['请假 12.1-12.3\n母亲住院，要陪护。', '母亲住院，要陪护'],
    ['12.1到12.3我爸手术得请假', '我爸手术'],
    ['请假 12.1 Ａ区（３楼）体检', 'Ａ区（３楼）体检'],
    ['请假 12.1 <script>alert(1)</script>', '<script>alert(1)</script>'],
    ['请假 12.1 =1+1', '=1+1'],
    ['请假 12.1 《条例》培训', '《条例》培训'],
    ['请假 12月1日（周二）母亲住院', '母亲住院'],
    ['请假 12.1 个人原因', '个人原因'],
    ['请假 12.1 事由：个人原因', '个人原因'],
    ['尊敬的领导：本人因母亲住院，需请假3天（12月1日至12月3日），望批准！', '母亲住院'],
    ['请假 时间：12.1-12.3 事由：母亲住院', '母亲住院'],
    ['请假 12.1', null],
    ['请假 12.1 了', null],
  ])('%j', (text, reason) => {
    expect(said(text)[1]).toBe(reason);
  });

  test('A reason longer than the grammar looks is kept whole', () => {
    const long = '事'.repeat(5000);
    expect(said(`请假 12.1-12.3 母亲住院${long}`)[1]).toBe(`母亲住院${long}`);
  });
});
