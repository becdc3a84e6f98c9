/** What people say in random conversations: `{+2}` becomes the date two days on, `{m}` a marker that occurs nowhere else. */
export const now = ['打卡', '到岗', '打卡 刚到村委会', '签到'];
export const gone = ['离岗', '下班'];
export const logs = ['日志 上午走访3户{m}', '日志 昨天 开院坝会{m}', '日志', '写日志 {m}', '日志 {+2} 还没到'];
export const asks = [
  '我的',
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
];
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
export const longLeaves = longLeave.map((days) => `请假 ${days} 老人住院{m}`);
export const leaves = [...shortLeave.map((days) => `请假 ${days} 老人住院{m}`), ...longLeaves];
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
];
export const acknowledging = ['收到', '嗯', '👌', '好', '好的', '可以', '👍', '知道了', 'ok', '谢谢书记', '行'];
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
  '是',
  '不是',
  '批准',
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
  '同意吧',
  '我同意他的想法{m}',
  '不知道',
  '请假条',
  '＃Ａ１Ｂ２ 同意',
  '打卡'.repeat(3000),
  '🙈',
  '撤回 #Z9Z9',
];
