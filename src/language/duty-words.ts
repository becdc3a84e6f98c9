/** Words of ledgers and duties, in one place like those of words.ts. All in folded form (lower case). */
import type { Ledger } from '../domain/duty.ts';
import { anyWord, list } from './match-words.ts';

/** What opens a line of a ledger. The longest that stands there wins. */
export const ledgerKeywords: Readonly<Partial<Record<Ledger, readonly string[]>>> = {
  study: list(
    '学习记录 集中学习记录 集中学习会 集中学习 政治学习 理论学习 业务学习 政策学习 学习例会 学习会 组织学习 开展学习 参加学习 学习 /study /xuexi',
  ),
  visit: list(
    '走访记录 入户记录 入户走访记录 入户走访 走访入户 走访慰问 走访农户 走村入户 走访 入户 家访 /visit /zoufang /ruhu',
  ),
  enquiry: list('电话询问 询问 问询 /enquiry /xunwen'),
  'courtyard-meeting': list('院坝恳谈会 院坝会 坝坝会 院落会 屋场会 恳谈会 /courtyard /yuanbahui'),
  training: list('集中培训 业务培训 参加培训 培训 参训 /training /peixun'),
  meeting: list('工作例会 周例会 月例会 例会 碰头会 开会 参会 /meeting /kaihui /lihui'),
  report: list('上报 报送 提交 /report /shangbao'),
  roster: list('值班安排 值班 排班 轮值 /roster /zhiban'),
};

/** These say by themselves what was done; after a day no more has to be said. */
export const tellingKeywords = list('集中学习 集中学习会 院坝会 院坝恳谈会 坝坝会 例会 工作例会 碰头会');

/** After a keyword these speak to others, whatever figures follow. */
export const noticeText = list('通知 记得 请大家 请各位 各位 请于 请在 请按 请 提醒 的时候 的事');
/** These speak of papers and the like: 学习资料, 走访记录. With a figure it may be a line all the same. */
export const notEntryText = list(`
  大家 材料 资料 强国 笔记 心得 时间 计划 安排 要求 制度 记录 台账 台帐 次数 任务 方案 名单 一下 怎么 如何 什么 为什么 为啥 还是
  到底 是不是 没有 还没 没 吗 需要 应该
`);
/** 学习 and a gap, but not yet: a line of a ledger says what was done. */
export const notYet = /^(?:打算|准备|计划|下周|下月|下个月|要去|将|拟)/;

/** Attached to a keyword these begin what was done: 学习贯彻…, 例会研究…. */
export const attachedStarts: Readonly<Partial<Record<Ledger, RegExp>>> = {
  study:
    /^(?:贯彻|传达|宣传|乡村振兴|防返贫|党|二十|习近平|中央|全国|省委|市委|县委|区委|政策|文件精神|讲话|了[^。!,\s])/,
  visit: /^(?:了[^。!,\s]|脱贫户|监测户|监测对象|低保户|五保户|特困户|困难户|农户|群众|村民|慰问|\d+ ?户)/,
  'courtyard-meeting': /^(?:开了|召开|已开|上|在)/,
  training: /^(?:了[^。!,\s]|县级|市级|省级|区级|镇级|乡级)/,
  meeting: /^(?:研究|部署|讨论|传达|布置|安排部署|总结|通报)/,
  report:
    /^(?:了?\d|了?[一二三四五六七八九十]{1,2}月|本月|上月|上个月|这个月|本季|上季|第?[一二三四]季度|[上下]半年|半年|年度|今年|去年|全年|月度|季度)/,
};
/** What is sent up: after 提交 and 报送, which may mean anything else, one of these has to be said. */
export const reportNouns = /总结|汇报|报告|小结|月报|季报|年报|工作情况/;

/** Before a keyword that is not the first word: 今天下午全队组织了…. */
export const entryLead =
  /(?:(?:上午|下午|中午|早上|晚上|白天|全天)?[ ,、]?(?:我们|我队|我|全队|全体队员|工作队|队里|和村干部|和队员|与村干部)?(?:一起|一同|都)?(?:到|去|在[\p{Script=Han}]{1,8}?)?(?:本月|这个月|今年)?(?:第[一二三四五六七八九十\d]{1,2}次)?(?:组织|开展|召开|举行|进行|参加|完成)?了?)/uy;

/** 全队, 全员到齐: all of the team. */
export const wholeTeamWords = /全队|全体队员|全员|全体到|都到齐|全部到齐|到齐/;

/** A question about how many are asked for, though it has no question mark. */
export const howOften =
  /(?:要|需|该|得|每|一[个年月周]|最少|至少|还差|还要|还有)[^,。;!]{0,6}(?:几|多少)(?:次|回|天|户|人|场|篇|个)|(?:几|多少)(?:次|回|天|场)[^\d]{0,2}$/;
/** Somebody else asked: a line may tell of it. */
export const toldOfAsking = list('问 反映 咨询 提出 诉求 希望 了解');

/** Messages that are nothing but one of these ask what is owed. */
export const dutiesWords = list(`
  还差什么 还差哪些 还差啥 差什么 差啥 差哪些 我还差什么 我还差哪些 我差什么 还欠什么 我欠什么 我还欠什么 欠什么 还有什么没办 还有哪些没办
  还有什么没做 还有啥没办 还有什么要办 还有什么任务 还有哪些任务 我的任务 任务 任务清单 任务列表 我的任务清单 今天任务 今天的任务
  今天有什么任务 有什么任务 有啥任务 有哪些任务 本月任务 本月还差什么 这个月还差什么 有啥提醒 我的提醒 要办什么
  我要办什么 该办什么 该做什么 我该做什么 未完成任务 没完成的任务 /duties /renwu
`);

/** What was reminded of is done. Alone, before or after numbers and words. */
export const doneWords = list(`
  已经办好了 已经办完了 已经办了 已经办好 已经办完 已经办结 已经完成 已办结了 已办好了 已办完了 已办结 已办好 已办完 已办了 已办 办完了 办好了 办结了
  办了 都办了 已完成 完成了 已落实 已做完 做完了 搞完了 搞定了 /done /yiban
`);
/** Words may be attached to these: 体检已办, 已办体检. */
export const doneAttached = list('已办结 已办好 已办完 已办 已完成 办完了 办好了 办结了');
/** 体检没办完 says the opposite. */
export const notDone = /[没未不件]$|还没|没有|未|^转/;

export const laterWords = list(
  '推迟 推后 延后 往后推 缓到 缓一缓 晚一点 晚点儿 晚点 晚些时候 晚些 稍后 过后 /later /tuichi',
);
/** After the day: 后天再提醒我吧. */
export const laterTail =
  /^(?:上午|下午|早上|中午|晚上)?(?:再|才)?(?:提醒|提示|通知|催|说|办|做|处理|弄)?(?:我)?(?:一下|一次)?(?:吧|哈)?$/;
/** Without 推迟 the tail has to ask for it. */
export const remindTail = /^(?:上午|下午|早上|中午|晚上)?再(?:提醒|提示|通知|催)(?:我)?(?:一下|一次)?(?:吧|哈)?$/;

export const reminderOff = list('关闭提醒 关掉提醒 停止提醒 停用提醒 取消提醒 不要提醒 别提醒');
export const reminderOn = list('打开提醒 开启提醒 启用提醒 恢复提醒 重新提醒');
/** 关闭集中学习提醒, 关闭 集中学习 的提醒. */
export const reminderAround =
  /^(关闭|关掉|停止|停用|取消|打开|开启|启用|恢复)[\s,:、]*(.{1,30}?)[\s,:、]*的?[\s]*提醒$/;
export const reminderOpens = list('打开 开启 启用 恢复');
export const reminderLists = list(`
  提醒有哪些 有哪些提醒 提醒列表 提醒设置 提醒清单 查看提醒 看提醒 都有哪些提醒 提醒项目 /reminders /tixing
`);

export const monthTableWords = list('考勤统计表 考勤汇总表 考勤汇总 考勤表 /attendance /kaoqin');
/** What the name of a township ends with. */
export const townshipEnds = list('镇 乡 街道 街道办 办事处 苏木 农场 林场 园区 新区 开发区 管委会');
/** As the tables call those who belong to no township. */
export const noTownship = '未分乡镇';
export const tableConfirms = list('确认 核对无误 确认无误 无误 没问题 没错');

export const monthDraftWords = list(`
  月度工作总结 月度工作汇报 月度总结 月度汇报 月工作总结 月总结 工作月报 月报草稿 月报 /monthly /yuebao
`);
/** Only after a month: 11月总结. */
export const afterMonthDraft = list('工作总结 工作汇报 工作小结 总结 汇报 小结');
export const yearDraftWords = list(`
  年终工作总结 年度工作总结 全年工作总结 年终总结 年度总结 全年总结 年总结 年终汇报 年度汇报 述职报告 /yearly /nianzhongzongjie
`);
/** Only after a year: 2026年总结. */
export const afterYearDraft = list('工作总结 总结 工作小结');
/** 写月报, 帮我写月报. */
export const draftLead =
  /^(?:请|帮我|帮忙|给我)?(?:写一下|写一份|写个|写|生成|起草|草拟|出|做)?(?:一下|一份|个)?(?:我的)?/;

/** A line that was entered is taken back. 取消 says that of plans. */
export const takeBackVerbs = list('撤销 撤回 作废 删除 删掉 删去 删 去掉');
/** Which one, as it is pointed at: 刚才那条, 上一条, 昨天记的那次. */
export const entryPointers =
  '(?:刚才|刚刚|方才|上面|前面|之前|今天|昨天|上午|下午)?(?:记|发|写|报|登记|录)?(?:录)?的?(?:那|这|上|前|最后)?(?:面)?(?:一)?(?:条|次|个|篇|户)?的?';
export const entryNouns = '台账|台帐|记录|登记|日志|消息|内容|那条|这条|那次|那个';
/** 撤销学习计划 speaks of a plan. */
export const notTakenBack = /计划|安排|任务|提醒|通知/;
export const wrongWords = list('记错 写错 发错 报错 填错 搞错 弄错 说错 录错');
/** Before what it is to be: 改为 …, 记错了，改成 …, 应该是 15人. */
export const changeOpens = new RegExp(
  `^(?:(?:不对|不是|(?:刚才|刚刚|上面|那条|这条)*(?:${anyWord(wrongWords)})了?)[\\s,。!、]*)?(?:改为|改成|更正为|改正为|修改为|应为|应该为)`,
);
