import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { at, inFull, slotsOf, timeOf } from './leave-time.ts';

const moment = at('2026-03-04');

describe('Leave asked for without the word for it', () => {
  test.each([
    ['从今天起三天 回老家给外婆办丧事', '2026-03-04..2026-03-06', '丧假'],
    ['25到27号去省里培训 报备一下', '2026-03-25..2026-03-27', '因公外出'],
    ['明后两天要去省里开会 跟您请个假', '2026-03-05..2026-03-06', '因公外出'],
    ['明天上午去县里办护照请半天', '2026-03-05..2026-03-05am', '事假'],
    ['今天不舒服想歇一天', '2026-03-04', '病假'],
    ['身体不舒服 明天想休息一天', '2026-03-05', '病假'],
    ['明天带孩子看病', '2026-03-05', '事假'],
    ['母亲住院 明天到后天要回去照顾', '2026-03-05..2026-03-06', '事假'],
    ['回家相亲 周末两天', '2026-03-07..2026-03-08', '事假'],
    ['礼拜天我回家一趟 请假一天', '2026-03-08', '事假'],
  ])('%s', (text, time, kind) => {
    expect([timeOf(text, moment), slotsOf(text, moment).kind]).toEqual([inFull(time), kind]);
  });

  test.each([
    '明天去县里开会',
    '明天要去镇上办事',
    '明天去看望住院的村民',
    '明天去刘叔家走访',
    '下周三带队员去参加培训',
    '昨天带孩子看病',
    '明天下雨',
    '明天孩子们在村里搞活动',
  ])('%s asks for nothing', (text) => {
    expect(understand(text, moment).intent).not.toBe('request-leave');
  });
});

describe('Leave for somebody else', () => {
  test.each([
    ['帮老王请个假', '老王', null],
    ['替小李请假两天', '小李', 2],
    ['给队员张三请假', '队员张三', null],
    ['明天替小李请两天', '小李', 2],
    ['小李托我请个假 明后天', '小李', null],
    ['小李委托我帮他请三天假', '小李', 3],
  ])('%s', (text, who, days) => {
    const intent = understand(text, moment);
    if (intent.intent !== 'proxy-leave') throw new Error(`${text} is ${intent.intent}`);
    expect([intent.who, intent.slots.saidDays]).toEqual([who, days]);
  });

  test.each(['帮我请个假 明天', '给书记请个假 明天', '孩子托我请假'])('%s is for nobody else', (text) => {
    expect(understand(text, moment).intent).not.toBe('proxy-leave');
  });
});

describe('The kind that a reason is plainly of', () => {
  test.each([
    ['奔丧', '丧假'],
    ['岳父去世', '丧假'],
    ['给爷爷办后事', '丧假'],
    ['媳妇预产期到了', '陪产假'],
    ['老婆剖腹产', '陪产假'],
    ['我预产期到了', '产假'],
    ['回家结婚', '婚假'],
    ['领证', '婚假'],
    ['回去探亲', '探亲假'],
    ['拔牙', '病假'],
    ['中暑了', '病假'],
    ['我爸开刀', '事假'],
    ['去县医院陪护', '事假'],
    ['参加县里党代会', '因公外出'],
    ['去市里送审材料', '因公外出'],
    ['办护照', '事假'],
    ['吃酒席', '事假'],
    ['另有安排', null],
  ])('%s is %s', (reason, kind) => {
    expect(slotsOf(`请假 12.1 ${reason}`, moment).kind).toBe(kind);
  });
});
