/**
 * What people say in random conversations: `{+2}` becomes the date two days on, `{m}` a marker that occurs nowhere else,
 * `{c}` the code of the last request that was told of, `{c1}` that of the one before.
 */
export const now = ['打卡', '到岗', '打卡 刚到村委会', '签到'];
export const gone = ['离岗', '下班'];
export const logs = ['日志 上午走访3户{m}', '日志 昨天 开院坝会{m}', '日志', '写日志 {m}', '日志 {+2} 还没到'];
export const asks = [
  '我的',
  '待办',
  '待办',
  '谁在岗',
  '帮助',
  '我的日志 本周',
  '团队日志 本周',
  '我的日志 {-1}',
  '为什么',
  '依据是什么',
  '本月为什么',
  '为什么 #A1B2',
  '为什么 #{c}',
  '我批过的',
  '请假台账',
  '请假台账 11月',
];
/** What goes in a ledger, and what is said of what falls due. */
export const ledgers = [
  '学习 今天下午集中学习 12人{m}',
  '走访 张大爷家 房子漏雨{m}',
  '院坝会 {-1} 讲政策 30人{m}',
  '培训 县级 3天{m}',
  '上报 11月工作汇报{m}',
  '学习',
];
export const duties = [
  '还差什么',
  '已办',
  '已办 1',
  '知道了',
  '推迟到后天',
  '1 推迟到后天',
  '考勤表',
  '确认考勤表 11月',
  '月报',
];
export const switches = ['关闭提醒', '关闭提醒 集中学习', '打开提醒 集中学习'];
export const makeUps = [
  '补卡 {-1} 手机没电{m}',
  '补卡 {-2} 忘了{m}',
  '补卡 {-1}',
  '补卡',
  '补卡 {+1} 提前{m}',
  '补卡 {0} 今天',
];
const shortLeave = ['{+1}-{+1}', '{+1}-{+2}', '{+2}-{+4}', '{0}-{0}', '{-2}-{-1}', '{+1}下午-{+3}', '{0}-{+2}'];
const longLeave = ['{+1}-{+4}', '{+1}-{+5}', '{0}-{+30}', '{+1}-{+4}上午', '{+2}-{+6}', '{+1}上午-{+4}'];
export const shortLeaves = shortLeave.map((days) => `请假 ${days} 老人住院{m}`);
export const longLeaves = longLeave.map((days) => `请假 ${days} 老人住院{m}`);
export const leaves = [...shortLeaves, ...longLeaves];
export const parts = [
  '请假',
  '请假3天',
  '请假 {+1}',
  '{+1}',
  '{+3}',
  '3天',
  '4天',
  '半天',
  '回老家办事{m}',
  '{+1}-{+3}',
  '继续',
  '接着来',
  '算了',
  '还是算了',
  '上次那样再请一次',
  '{+2} 跟上次一样请',
  '{+2}请一天 {+6}再请两天',
  '打卡 日志 上午走访3户{m}',
  '{+2}请一天假 另外补卡 {-1} 没电{m}',
];
/** Of a leave that was asked for, is being taken, or is over. */
export const changes = [
  '修改 {+1}-{+2}',
  '修改 #{c} {+2}-{+6} 多请几天{m}',
  '修改 改个事由{m}',
  '改成两天',
  '撤回',
  '撤回 #{c}',
  '取消请假',
  '催办',
  '催办 #{c}',
  '异议 我没有请假{m}',
  '异议 #{c}',
];
export const returns = [
  '销假',
  '销假',
  '销假 昨晚到的',
  '销假 昨天',
  '销假 #{c}',
  '续假 2天',
  '续假 2天 还没好{m}',
  '续假 #{c} 1天 还没好{m}',
];
/** Of those who answer. */
export const handing = [
  '转办 雷七',
  '转办 秋三',
  '转办 #{c} 云九',
  '转办 #{c} 雷七',
  '转办 甲子',
  '转办 #{c} 庚午',
  '转办 电八',
  '转办 王大明',
  '转办',
  '加签 雷七',
  '加签 #{c} 云九',
  '加签 夏二',
  '加签 丁卯',
  '代理 {+0}-{+2} 雷七',
  '代理 {+1}-{+3} 夏二',
  '代理 {+0}-{+5} 云九',
  '代理 秋三',
  '代理 {+0}-{+2} 王大明',
  '取消代理',
];
/** Names and numbers: the answer to whom. */
export const naming = ['雷七', '云九', '夏二', '{+0}-{+3}', '1', '2'];
export const answering = [
  '同意 1',
  '同意 1 2',
  '同意 1、3',
  '都同意',
  '全部同意',
  '驳回 1 不合适{m}',
  '退回 请写清楚{m}',
  '退回',
  '退回 #{c} 日期不对{m}',
];
/** Of officer and keepers. */
export const officeWords = [
  '更正 #{c} {+1}-{+2} 实际提前{m}',
  '更正 #{c} {0}-{+1} 日期写错{m}',
  '更正 #{c} {0}-{+6} 日期写错{m}',
  '更正 {+1}-{+2} 实际提前{m}',
  '代录 #{c} 同意',
  '代录 #{c} 同意 派出单位',
  '代录 #{c} 不同意 派出单位',
  '代录 同意',
  '转办 #{c} 雷七',
  '转办 #{c} 春一',
  '请假台账',
];
export const proxies = [
  '帮甲子请假 {+1}-{+2} 家里有事{m}',
  '帮丁卯请假 {+1}-{+5} 家里有事{m}',
  '帮庚午请假 {0}-{+1} 看病{m}',
  '帮壬申请假 {+2} 看病{m}',
  '帮丙寅请假',
];
export const wishes = ['免打扰', '取消免打扰'];
export const acknowledging = [
  '收到',
  '收到 #{c}',
  '嗯',
  '👌',
  '好',
  '好的',
  '可以',
  '👍',
  '知道了',
  'ok',
  '谢谢书记',
  '行',
];
export const deciding = [
  '确认',
  '取消',
  '同意',
  '驳回',
  '驳回 不合适{m}',
  '撤回',
  '1',
  '2',
  '同意 #A1B2',
  '同意 #{c}',
  '是',
  '不是',
  '批准',
  '同意吧',
];
export const garbage = [
  '',
  '   ',
  '\u0000\u0007',
  '<b>打卡</b>',
  '=1+1',
  '请假 2.30-2.31 看病{m}',
  '请假 12.9-12.1 倒着{m}',
  '请假400天 {m}',
  '我同意他的想法{m}',
  '不知道',
  '请假条',
  '＃Ａ１Ｂ２ 同意',
  '打卡'.repeat(3000),
  '🙈',
  '撤回 #Z9Z9',
];
