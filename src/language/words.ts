/** Every word of the commands, in one place: a new word for a command is a new entry here. All in folded form (lower case). */
import type { Intent } from './intent.ts';
import { list } from './match-words.ts';

type Fixed = Extract<
  Intent,
  { readonly intent: 'todo' | 'who-is-here' | 'mine' | 'help' | 'confirm' | 'cancel' | 'acknowledge' }
>;

/** Messages that are nothing but the word and ask for something; a question mark after them changes nothing. */
export const queryWords: Readonly<Record<'help' | 'todo' | 'who-is-here' | 'mine', readonly string[]>> = {
  help: list(`
    帮助 help ? ?? 怎么用 如何使用 怎么使用 菜单 功能 使用说明 说明 指令 命令 你会什么 你能做什么 能干什么
    能做什么 /help /start /menu /bangzhu /caidan
  `),
  todo: list(`
    待办 待审批 待批 待我审批 我的待办 待办事项 查看待办 看待办 待办列表 待处理 待我批 待我批的 我的待批 需要我批的 要我批的
    有待办 有要批的 有什么要批的 还有什么要批的 还有要批的 /todo /daiban
  `),
  'who-is-here': list(`
    谁在岗 今天谁在岗 谁在 今天谁在 谁在村 今天谁在村 谁在村里 在岗情况 今日在岗 在岗人员 在岗名单 今日在岗情况
    谁没打卡 今天谁没打卡 考勤情况 /who /zaigang
  `),
  mine: list(`
    我的 我的情况 我还差几天 还差几天 我差几天 我的考勤 我的天数 我的记录 我的请假 我的打卡 我的签到 我在岗几天
    我在村几天 我这个月 本月情况 /mine /me /wode
  `),
};

/** A talk that was left for another command is taken up again. */
export const resumeWords = list(`
  继续 接着来 接着说 接着 接着办 继续说 继续办 继续吧 接着来吧 刚才那个继续 继续刚才那个 继续刚才的 刚才的继续 接着刚才的 接着刚才那个 继续上一个 继续上个
  刚才那个接着来 刚才那个接着说 回到刚才那个 回到刚才的 说回刚才那个 /continue /resume
`);

/** Answers to the bot's own open question. None of them ever approves anybody's request. */
export const answerWords: Readonly<Record<'confirm' | 'cancel' | 'acknowledge', readonly string[]>> = {
  confirm: list('确认 确认提交 确定 是 是的 对 对的 提交 没问题 没错 /yes /confirm /queren yes'),
  cancel: list(`
    不驳回了 不驳回 先不驳回 先不驳回了 别驳回 别驳回了 不退回了 不退回 先不退回 不转了 不录了
    取消 算了 算了吧 还是算了 还是算了吧 不请了 先不请了 不请假了 否 不 不是 不对 不了 不用了 不要了 不提交
    先不提交 /cancel /quxiao /suanle no
  `),
  // Those in brackets and behind /: are what WeChat makes of the same signs, in its Chinese and English clients.
  acknowledge: list(`
    收到 嗯 恩 好 好的 好滴 好嘞 好吧 行 行吧 可以 中 哦 噢 ok okay k 知道了 知道 明白 明白了 了解 了解了
    谢谢 谢谢书记 谢了 感谢 辛苦了 👌 👍 🆗 🙏 🤝 ✅ 😊
    [ok] [强] [抱拳] [握手] [合十] [thumbsup] [salute] [shake] /:strong /:ok /:@) /:share
  `),
};

export const checkInWords = list(`
    打卡 上班打卡 到岗打卡 打个卡 签到 签个到 到岗 到岗签到 已到岗 到村 到村了 到村里了 到村委会了 已到村 进村了
    到了 刚到 到驻地了 在岗 在村 在村里 上班 上班了 报到 /checkin /daka /qiandao
  `);
export const checkOutWords = list(
  '离岗 离村 下班 签退 下班打卡 离岗打卡 下班签退 离岗签退 离开村了 回城了 /checkout /ligang /qiantui',
);
export const makeUpWords = list('补卡 补签 补打卡 补签到 补个卡 补打 补一下卡 补一次卡 /makeup /buka /buqian');
/** What may follow a check-in word and makes it something else. */
export const presenceDoubts = list('大家 各位 你 您 开门 失败 没 不 异常 记录 时间 怎么 忘 情况 要求 位置错');

export const logWords = list(
  '日志 工作日志 驻村日志 写日志 记日志 写工作日志 记工作日志 补日志 补写日志 今日日志 今天日志 今天的日志 /log /rizhi',
);
/** Directly after a log word, without a gap, only these (and a date) begin the log: 日志大家记得交 is none. */
export const logTextStarts = list(`
  上午 下午 中午 早上 早晨 晚上 全天 走访 入户 开会 参加 组织 召开 完成 整理 巡查 排查 陪同 协助 慰问 宣传 检查 填报 迎接 学习
  调解 调研 处理 协调 对接 发放 核实 核查 撰写 统计 录入
`);
/** After a log word and a gap these speak to others instead of writing one. */
export const notLogText = list('记得 请大家 请各位 大家记得 大家抓紧 各位 没交 没写 怎么写');
export const ownLogWords = list(
  '我的日志 我的工作日志 查日志 查看日志 看日志 日志记录 查我的日志 看我的日志 查看我的日志 我写的日志 /logs /mylogs /woderizhi',
);
export const teamLogWords = list(`
    团队日志 队里的日志 队里日志 大家的日志 工作队日志 工作队的日志 队员日志 队员的日志 团队的日志 全队日志
    /teamlogs /tuanduirizhi
  `);

/** Messages that are nothing but one of these ask on what the decision rests. */
export const whyWords = list(`
  依据 依据呢 依据是 依据是什么 依据是啥 依据是哪条 依据在哪 依据在哪里 什么依据 啥依据 有什么依据 有啥依据 有依据吗 有没有依据
  依据什么 依据哪条 依据第几条 依据哪一条 根据 根据呢 根据是什么 根据什么 根据哪条 根据哪一条 根据哪个文件 按什么规定 按哪条规定
  按哪条 按哪一条 按哪个文件 哪条规定 哪一条规定 哪条规定的 哪一条 第几条 规定在哪 规定是什么 怎么规定的 怎么算的 怎么算出来的
  天数怎么算的 天数怎么算 天数是怎么算的 审批人怎么定的 /why /yiju
`);
export const whyVerbs = list('为什么 为啥 为何 凭什么 凭啥 因为什么');
/** What 为什么 may be about; alone it is about the decision. */
export const whyAbout = list(`
  批 审 找 报 备案 抄送 组织部 书记 单位 党委 党工委 领导 乡镇 街道 振兴局 队长 两家 确认 考勤 这样 这么定 这么算 天 在岗 在村 要求
  规定 三分之二 2/3
`);
/** These ask of somebody's answer, or of how long it takes, not of the rules. */
export const notWhyAbout = list(
  '驳 拒 不批 不准 不同意 没批 未批 没同意 还没 还不 没有 没人 不回 这么久 这么慢 打不 打卡失败',
);
export const monthWords = list('本月 这个月 当月 每月 每个月 在岗 在村 三分之二 2/3 还差');

/** Words that ask for leave by themselves. */
export const leaveWords = list('请假 请个假 请下假 请一下假 请一次假 休假 休个假 告假 申请假期 /leave /qingjia');
/** Words that ask for leave only before a date, a duration or a kind: 请3天, 休两天. */
export const leaveVerbs = list('请 休息 休 歇 申请 批我 准我 批给我 给我批');
/** 想耍两天, 要缓三天: the same where the writer wants it. */
export const leisureVerbs = list('耍 缓');
/** Before 请 or 休 these make another word of it: 邀请, 调休. */
export const notVerbAfter = '邀聘宴恳退调轮双补';
export const leaveTails = list('的假 假');
/** Directly after or before 请假 these make it a noun or something past: no request. */
export const notLeaveAfter = list(`
    条 单子 台账 台帐 统计 汇总 登记 记录 流程 制度 规定 情况 天数 次数 到哪 人员 人数 了 的人 管理 审批 进度 这事 回来 期间 手续 政策 程序 要求
  `);
export const notLeaveBefore = list(
  '不 没 没有 未 别 的 已 已经 批 销 销掉 消 续 修改 更正 延长 帮 查 不用 不想 不要 不能 取消 撤回 谁 刚 上次',
);

/** Asked with one of these, a sentence is a question whatever else it says. */
export const strongQuestionWords = list(`
  谁批 谁准 谁审 谁管 找谁 向谁 跟谁 怎么办 怎么批 是否 多久 多长 要不要 需不需要 用不用 算不算 扣不扣 能不能
  谁给 谁出 谁负责 由谁 归谁 谁来 谁说了算 哪一级 哪级 哪个部门 哪个领导 报给谁 报到哪 交给谁 能批不 能批吗 批得了 作数 算数 够不够 算缺勤 算旷工 违不违规
  可不可以 一样吗 几天算 几天要 能请几 可以请几 最多 最长 超过 一年能 每年能 每月能 规定 有没有
`);
/** These also occur in a reason or a note; they make a question only of a sentence that names no day. */
export const weakQuestionWords = list('怎么 怎样 如何 咋 多少 什么 为啥 哪些 哪个 哪里 哪一');
/** Polite endings of a request: they do not make it a question. */
export const politeEndings = list(
  '行不行 行不 行吗 行么 可以吗 可以么 可以不 好吗 好不好 成吗 中不 方便吗 能批吗 可否 请批准 望批准 请批示',
);
export const questionEndings = list('? 吗 么 嘛 呢 没有 了没');

/** With one of these and a topic, a sentence asks what the rules say. */
export const policyAsking = list(`
  谁 多少 几 多久 多长 啥 哪 咋 如何 吗 么 呢 算不算 能不能 可不可以 要不要 是不是 有没有 会不会 行不行 需不需要 用不用
  一样 区别 标准 有何 何时 为何 是否 能报 扣不扣 得不得 该不该 还是
`);
/** What a regulation settles. */
export const policyTopics = list(`
  假 批准 审批 谁批 谁准 离村 离岗 脱岗 空岗 在岗 驻村 住村 蹲点 吃住 天数 出勤 考勤 打卡 签到 补助 补贴 津贴 待遇 工资 报销 差旅 经费 资金
  保险 体检 考核 称职 优秀 评优 评先 召回 撤回 调整 轮换 任期 期满 选派 条件 派驻 派出 处分 通报 约谈 问责 纪律 处理 职责 任务 帮扶 走访 学习
  培训 会议 院坝会 总结 汇报 报告 报备 备案 日志 第一书记 队长 队员 工作队 兼职 兼任 原单位 脱钩 提拔 晋升 职称 规定 制度 政策 办法 条例 文件 公示
  缺勤 旷工 在村 值班 意外险 医保 社保 公积金 公休 探亲 加班 调休 伙食 生活费 生活补 安家 提前走 早退 迟到
  管理 督查 查岗 抽查 暗访 材料 手续
`);
/** Topics of every day: only where it is plainly asked of the rules. */
export const weakPolicyTopics = list('回家 周末 车费 路费 过年 春节');
/** A message that ends with one of these and is short names a rule: 请假制度, 补助标准. */
export const ruleNouns = list(
  '规定 制度 办法 标准 政策 条件 流程 要求 职责 纪律 权限 待遇 任期 条款 规矩 程序 手续 情形 红线',
);

export const fixedIntent = (intent: Fixed['intent']): Fixed =>
  intent === 'acknowledge' ? { intent, code: null } : { intent };

/** 怎么请假, 如何补卡: asks how the bot is used. */
export const howToPattern =
  /^(?:请问)?(?:我)?(?:该|要)?(?:怎么|怎样|如何|咋个|咋)(?:样)?(?:用|使用|操作|请假|打卡|签到|离岗|补卡|补签|写日志|记日志|看日志|审批|批假|批|同意|驳回|退回|撤回|撤销|取消请假|销假|消假|续假|延长请假|修改请假|修改|改请假|改时间|更正|转办|转交|加签|设置代理|找人代理|委托代理|代理|催办|催|代请|帮(?:别人|人|他|队员)请假|代录|提异议|免打扰|(?:看|查|导出)?请假台账|查)[呀啊呢?]*$/;

/** 销假怎么弄, 代理怎么设置: the same, the other way round. */
export const howToAfterPattern =
  /^(?:请问)?(?:销假|消假|续假|转办|加签|代理|催办|代录|代请|免打扰|退回|撤回|请假台账)(?:该|要|是)?(?:怎么|怎样|如何|咋)(?:弄|办理|办|用|设置|设|操作|请|写|填|申请|导出|开|关|取消)?[呀啊呢?]*$/;

/** With one of these at its start a message in a group is meant for the bot, though it does not mention it. */
export const groupWords = list(
  '打卡 签到 到岗 离岗 补卡 请假 日志 销假 续假 学习 集中学习 走访 入户走访 院坝会 院坝恳谈会 还差什么',
);
