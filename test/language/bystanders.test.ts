/** Sentences that hold the words of an act and ask for none: about others, about something else, or said to others. */
import { describe, expect, test } from 'vitest';
import { hesitates } from '../../src/language/free-answers.ts';
import { soundsLikeNotice, understand } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

const acts = [
  ...['approve', 'reject', 'return', 'withdraw', 'end-leave', 'make-up', 'check-in', 'check-out', 'write-entry'],
  ...['write-log', 'extend-leave', 'proxy-leave'],
];

describe('Nothing is done by', () => {
  test.each([
    ...['挖机不请了，自己干', '今晚吃饭我不请了', '张大爷要取消低保申请', '通知：因疫情取消所有休假', '请假取消不了'],
    ...['办完事再回', '下周一假期结束回村', '寒假结束学生返校', '假期结束返岗人员统计'],
    ...['同意老张，我也这么想', '张三的通过了，恭喜入党', '同意小周的请假 但只能两天', '这次不行，下次再请你吃饭'],
    ...['张三昨天忘打卡了', '书记到了', '领导到了', '准备回家', '在村，你呢', '打卡 大家别忘了'],
    ...[
      '昨天去老婆家坐了坐',
      '让李四去张大爷家送药',
      '要求每人每月走访5户',
      '请大家组织学习会议精神',
      '老王把月报交了',
    ],
    ...['镇里要求报送工作总结', '同意方案', '批准施工', '我家漏雨了'],
  ])('%s', (said) => {
    expect(acts).not.toContain(understand(said, saturday).intent);
  });
});

test.each(['打卡 大家别忘了', '日志今天必须交', '日志 张三没交', '集中学习改期', '走访今天谁去', '请假必须提前一天'])(
  'in a group %s is said to the others',
  (said) => {
    expect(soundsLikeNotice(said)).toBe(true);
  },
);

test.each(['打卡', '日志 今天组织大家清理河道', '请假 明天', '学习 今天下午集中学习 12人', '走访 张大爷家 房子漏雨'])(
  'in a group %s is for the bot',
  (said) => {
    expect(soundsLikeNotice(said)).toBe(false);
  },
);

test.each(['算了，还是让他去吧', '不驳回，同意', '点错了', '等一下', '在吗', '为什么？'])(
  '%s is no reason that was asked for',
  (said) => {
    expect(hesitates(said)).toBe(true);
  },
);

test.each(['最近检查多', '防汛期', '材料不全', '等检查完再说吧，下周人手不够'])('%s is one', (said) => {
  expect(hesitates(said)).toBe(false);
});
