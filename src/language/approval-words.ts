/** Words of the operations on a request of leave, in one place like those of words.ts. All in folded form (lower case). */
import { list } from './match-words.ts';

/** The strict list: a message must be exactly one of these (and which request, a remark from the list below) to approve. */
export const approveWords = list(
  '同意 我同意 同意了 同意吧 批准 批准了 准 准了 准了吧 准假 批 批了 批了吧 给批了 通过 同意请假 /approve /tongyi /pizhun',
);
/** May follow an approval without changing it; anything else could be a condition and is not taken as one. */
export const approvalRemarks = list(
  '注意安全 路上注意安全 路上小心 早去早回 一路平安 按时返岗 按时销假 照顾好家人 保重身体',
);
export const rejectWords = list(
  '驳回 不同意 不批准 不予批准 不予同意 不批 不准 不准假 不准请假 拒绝 /reject /bohui /butongyi',
);
export const returnWords = list(
  '退回 退回修改 退回补充 退回重填 退回重写 退回去 打回 打回去 打回修改 打回重填 /return /tuihui',
);
/** Before a word of decision: all that were listed. */
export const allBefore = list('两个都 三个都 几个都 俩都 这几个都 剩下的都 全部都 全部 全都 都 全 统统 一并 一律 我都');
/** After a word of approval: the same. */
export const allAfter = list('全部 所有 所有的 全部申请 所有申请');
/** Between numbers and the word: 1 3 都同意. */
export const bothBefore = list('都 均 全');

/** What the bot's own line says instead of a reason, 驳回 #A1B2 理由: copied as it stands it gives none. */
export const noReason = /^(?:[（([【<《]?(?:理由|原因|说明)[)）\]】>》]?)?$/;

export const withdrawWords = list(`
    撤回 撤销 撤回请假 撤销请假 撤回申请 撤销申请 撤回请假申请 撤销请假申请 撤回我的请假 撤销我的请假
    撤回我的申请 取消请假 取消申请 取消请假申请 取消我的请假 取消本次请假 取消这次请假 撤回这次请假 撤回本次请假 /withdraw /chehui
  `);
/** Before or after a word of withdrawing: the leave that was approved is not taken. */
export const notGoing = list(
  '不去了 不用去了 去不了了 去不成了 不走了 不请了 不用请了 不休了 计划有变 行程有变 行程取消了',
);

export const transferWords = list('转办 转交 转给 转由 转请 移交给 /transfer /zhuanban');
export const addApproverWords = list('加签 加批 增加审批人 添加审批人 加审批人 增加审批 /cosign /jiaqian');
export const nudgeWords = list(`
    催办 催一下 催一催 催催 催个办 催一下审批 催一下请假 催一下领导 帮我催一下 帮忙催一下 帮我催催 帮我催一催 麻烦催一下
    麻烦催办 请催办 请催一下 再催一下 再催一次 催促 催审批 催批 /nudge /cuiban
  `);
/** Between the command and the person: 转给王主任办. */
export const personLead = /^(?:给|由|请|让|交给|交由|为|是)/;
export const personTail =
  /(?:(?:来)?(?:办理|处理|审批|审核|审一下|批一下)|(?<![政委府县乡镇市区访建改统法农林水卫教财党])办)(?:一下)?吧?$/;
/** What stands at the end of how a person is called. */
export const titles =
  /.(?:书记|主任|[局部镇乡县区市科股队组站所校处院会村社]长|委员|干事|秘书|老师|主席|常委|同志|干部|科员)$/u;
/** These begin no name. */
export const noPerson =
  /^(?:件|材料|文件|单子|单位|函|表格|通知|事[项情宜]|给|了|的|到|不|没|过|大家|各位|一下|他|她|它|你|您|我|谁|哪|什么|怎|人?员|所有|全部|都|请|要|可以|能|会议|需|是|在|申请|功能|权限|流程|制度|规定|手续|记账|费用|商户|公司|同意|驳回)/;

/** 代理, at the beginning: what follows is who and when. */
export const deputyWords = list(
  '设置代理人 设置代理 指定代理人 指定代理 委托代理 授权代理 改代理人 换代理 代理人 代理 代批 /deputy /daili',
);
/** Begin like a weekday and are a name: 周一鸣. */
export const weekdayNames =
  /(?<!(?![由请让托权])\p{Script=Han})周[一二三四五六日天](?![到至上下早晚中起前后和的开全半请休代])\p{Script=Han}{1,2}(?=$|[\s,、。]|代)/u;
export const endDeputyWords = list(`
    取消代理 结束代理 终止代理 停止代理 撤销代理 收回代理 解除代理 不用代理了 不要代理了 不需要代理了 代理取消 代理结束
    取消委托 收回委托 结束委托 /enddeputy /quxiaodaili
  `);

export const endLeaveWords = list('销假 消假 销个假 消个假 /back /xiaojia');
/** Say by themselves that somebody came back. */
export const backWords = list(
  '回来了 已回来 已经回来 已返回 已经返回 返回了 返岗 返岗了 已返岗 已经返岗 已返村 返村了 已归队',
);
/** Only where a day is said too: 昨天下午回来的. */
export const datedBackWords = list('回来的 返回的 返岗的 返村的 回村的');
/** May stand around them; with any other word it is no report of a return. */
export const backFillers = list(`
  我 本人 已经 已 刚刚 刚 才 就 是 于 在 的 了 到 到的 到达 到岗 到村 到村里 到驻地 到单位 回来 回村 回岗 回到村里 返回 返岗 返村 到位
  提前 今天 来 要 想 申请 现 现在 特此 请批准 请领导知悉 谢谢 谢谢书记 书记 队长 领导 各位领导 您好 你好 报告
  上午 早上 早晨 清早 清晨 凌晨 一早 下午 午后 傍晚 晚上 夜里 中午 午 前 之前 以前 左右 钟 分 吧 啦 一下
`);

/** The leave goes on. Only before a date or a duration: those of {@link extendVerbs}. */
export const extendWords = list(
  '续假 续个假 续一下假 续请假 延长请假 延长假期 延长休假 请假延长 假期延长 延假 延期销假 /extend /xujia',
);
export const extendVerbs = list('再续 续 续请 再延长 延长 再多请 再请 多请');
/** Directly after 续假 these make it a noun or something past. */
export const notAnExtension = list('申请 单 要 可 能 需 吗 过 得 必 也 制度 怎 为');

export const editWords = list('修改 变更 更改 调整 改一下 改下 改 /edit /xiugai');
/** Between the word and what changes: 修改请假 12.8-12.9. */
export const editObjects = list(
  '请假申请 请假时间 请假日期 请假天数 我的请假 我的申请 请假 申请 休假 假期 时间 日期 天数 假条 一下 为 成',
);
/** 改成两天. */
export const becomeWords = list(
  '改成 改为 改到 换成 换到 修改为 修改成 变更为 更改为 调整为 调整到 请假改成 请假改为 请假改到 时间改成 时间改为 时间改到 请假时间改成 请假时间改为 天数改成 天数改为 日期改成 日期改为 把请假改成 把请假改为 把时间改成 把时间改为',
);
export const resubmitWords = list('重新提交 重新申请 重新上报 再次提交 重提 /resubmit /chongti');
/** After 重新提交 these speak of papers. */
export const notResubmitted = list('材料 表 名单 报告 方案 台账 文件 数据 资料 简历 总结');
/** 修改 事由 …: all that follows is the reason. */
export const reasonLabels = list('请假事由 请假理由 请假原因 事由 理由 原因');
/** Opens a reason too, and stays in it. */
export const reasonTopics = list('去向 目的地 地点');

export const correctWords = list('更正 订正 /correct /gengzheng');
export const correctObjects = list('请假时间 请假天数 请假日期 请假 假期 休假 时间 天数 日期 为');

/** 不是我请的: somebody else asked for it. */
export const objectWords = list(`
    异议 有异议 我有异议 提出异议 提异议 我要异议 我要提异议 不是我请的 不是我请的假 这不是我请的 这不是我请的假 这个假不是我请的
    这假不是我请的 我没请这个假 我没请过这个假 我没有请这个假 我没有请过这个假 我没请这次假 /object /yiyi
  `);
/** After 有异议 these speak to others. */
export const notObjected = list('请 可 欢迎 及时 联系 的 者');

export const paperWords = list(`
    代录审批 代录纸质审批 代录纸质 代录 补录审批 补录纸质审批 补录纸质 补录 录入纸质审批 纸质审批 /paper /dailu
  `);
export const paperApprovals = list('同意 已同意 批准 已批准 准假 已批');
export const paperRejections = list('不同意 不予同意 不批准 不予批准 不准假 不准 不批 驳回 拒绝');

/** Nothing but the word. */
export const digestOn = list(
  '免打扰 开启免打扰 打开免打扰 设置免打扰 开免打扰 不要打扰 别打扰 勿扰 开启勿扰 /quiet /miandarao',
);
export const digestOff = list(
  '取消免打扰 关闭免打扰 关掉免打扰 退出免打扰 解除免打扰 停止免打扰 取消勿扰 关闭勿扰 恢复提醒 恢复通知 /unquiet /quxiaomiandarao',
);
export const answeredWords = list(`
    我批过的 我批过哪些 我批了哪些 我批的 我批过的假 我批过的请假 我批的假 我批的请假 我审批过的 我审批过哪些 我审批的
    我的已办 审批记录 我的审批记录 审批历史 /answered /piguo
  `);
/** With a question mark these ask how the own request stands. */
export const answeredExactly = list('已批 已审批');

export const ledgerWords = list(
  '请假台账 休假台账 请销假台账 请假统计 请假汇总 请假登记 请假台帐 休假台帐 请销假台帐 /ledger /taizhang',
);
export const ledgerLead = /^(?:请(?!假|销))?(?:查看|查询|查|看看|看|导出|下载|生成|发一下|发)?(?:一下)?/;

/** Before a word of the applicant's own: 书记，我想续假两天. */
export const applicantLead =
  /^(?:(?:书记|队长|领导|各位领导|主任|您好|你好|报告)[,:!。 ]{0,2}){0,3}(?:我|本人)?(?:今天|现在|现)?(?:还)?(?:想要|想|要|需要|需|得|来|申请|打算)?(?:把)?/;

/** A message that names one of these asks for leave, whoever answers meanwhile. */
export const leaveNamed = list('请假 休假 年假 病假 事假 公休');

/** Family asks for leave elsewhere. */
export const kinNamed =
  /^(?:孩子|小孩|娃|儿子|女儿|闺女|宝宝|父亲|母亲|父母|爸|妈|爹|老婆|爱人|媳妇|老公|丈夫|妻子|家人|家里|家属|爷爷|奶奶|外公|外婆|岳父|岳母|公公|婆婆|老人|亲戚|朋友|邻居|同学|村民|群众|别人|人家|自己|咱|领导$)/;
/** 代请 老王 …: the same as 帮老王请假. */
export const proxyWords = list('代请假 代请 /proxy /daiqing');
/** 给书记请个假 only addresses. */
export const proxyAddressed = /^(?:您|你|领导|组织|.{0,2}(?:书记|队长|镇长|主任|部长|领导))$/u;
