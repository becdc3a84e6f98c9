/** Words of the help, and of everything that is not about a record. */
import type { Heard, HelpTopic, Result } from '../domain/reply.ts';
import { lines } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

const topics: Record<HelpTopic, (code: string) => string> = {
  'check-in': () => '打卡：发“打卡”，或发位置、照片配一句话',
  'check-out': () => '离岗：发“离岗”',
  'make-up': () => '补卡：如“补卡 昨天 手机没电”',
  leave: () => '请假：如“请假 12.1-12.3 母亲住院”；收回发“撤回”',
  log: () => '日志：如“日志 上午走访3户”；补记如“日志 昨天 …”',
  'my-logs': () => '看日志：如“我的日志 本周”',
  entries: () => '台账：如“走访 张大爷家 房子漏雨”“学习 今天集中学习 12人”，也算日志',
  duties: () => '任务：发“还差什么”，办了回“已办 1”；上报可带文件，找回发“附件”',
  drafts: () => '起草：发“月报”“年终总结”',
  'month-table': () => '考勤表：如“考勤表 11月”，核对后“确认考勤表”',
  reminders: () => '提醒开关：发“提醒有哪些”',
  mine: () => '我的情况：发“我的”',
  'end-leave': () => '销假：回来发“销假”，或写明，如“销假 昨晚到的”',
  extend: () => '续假：如“续假 2天”',
  edit: () => '改申请：批下来以前发“修改 12.8-12.9”',
  nudge: () => '催办：等久了发“催办”，一天一次',
  todo: () => '等我审批的：发“待办”',
  approve: (code) =>
    `审批：引用那条消息回复“同意”“驳回 理由”“退回 理由”；也可按待办序号“同意 1 3”，或带编号“同意 #${code}”`,
  transfer: (code) => `换人或加人批：如“转办 #${code} 王主任”“加签 #${code} 王主任”`,
  deputy: () => '请人代批：如“代理 12.1-12.5 李副书记”',
  digest: () => '每天早上汇总一次，不逐件提醒：发“免打扰”',
  answered: () => '看批过的：发“我批过的”',
  'who-is-here': () => '谁在岗：发“谁在岗”',
  'team-logs': () => '看队里日志：如“团队日志 本周”',
  proxy: () => '替人请假：如“帮老王请假 12.1-12.3 家里有事”',
  ledger: () => '请假台账：如“请假台账 11月”',
  officer: (code) => `经办：如“更正 #${code} 12.8-12.9 理由”“代录 #${code} 组织部 同意”`,
  web: () => '电脑上用：发“网页”',
  invite: () => '发绑定码：如“邀请 张三”',
  account: () => '账号：发“解绑”“隐私”“我的数据”',
  'change-holder': () => '席位换人：如“换人 示例镇党委书记 张三”',
  policy: () => '问规定：如“问 请假超过五天谁批”',
  why: (code) => `问依据：引用那条消息回复“为什么”，也可带编号，如“为什么 #${code}”`,
};

/** The link stands alone on its line, so that it can be pressed or copied. */
export const webLink = (r: Of<'web-link'>): string =>
  lines(
    '在电脑或手机的浏览器里打开这个链接，再按页面上的按钮进入：',
    r.url,
    `${r.minutes}分钟内有效，只能用一次。谁打开它谁就是您，请不要转发。`,
  );

export const help = (r: Of<'help'>): string =>
  lines(
    `${r.name ?? ''}您好，现在可以：`,
    r.topics.map((t) => `· ${topics[t](r.shownRequestCode ?? 'A1B2')}`),
  );

const kinds: Record<Of<'kind-not-read'>['kind'], string> = {
  voice: '暂时听不了语音，请打字；例如“打卡”“请假 明天 家里有事”。',
  sticker: '看不懂表情，请打字；发“帮助”看能做什么。',
  forward: '转发的内容不会被当作您的话处理，请直接打字发给我。',
  other: '这种消息暂时处理不了，请发文字、照片、文件或位置。',
};

export const kindNotRead = (r: Of<'kind-not-read'>): string => kinds[r.kind];

export const photosMissing = ({ photos, alone }: Of<'photos-missing'>): string =>
  alone
    ? `有 ${photos} 张照片没有取到，还没有记录。请再发一次，并写上要做什么，例如“打卡”。`
    : `有 ${photos} 张照片没有取到，文字已照常处理。照片要用的话，请再发一次；单张不要超过 20 MB。`;

const changed: Record<Of<'message-changed'>['is'], string> = {
  edited: '改聊天消息不会改记录，也不算新的一条。',
  recalled: '撤回聊天消息不会撤掉记录。',
};

export const messageChanged = ({ is }: Of<'message-changed'>): string =>
  lines(
    changed[is],
    '要更正请另发一条：改申请如“修改 12.8-12.9”，收回申请“撤回”，提前回来“销假”，漏打卡如“补卡 昨天 手机没电”。',
  );

export const notUnderstood = (r: Of<'not-understood'>): string =>
  r.cut
    ? '内容太长，没看明白要办什么。要记日志请以“日志”开头；发“帮助”看能做什么。'
    : '没看明白。发“帮助”看能做什么；记日志请以“日志”开头。';

export const didYouMean = ({ said, meant, instead }: Of<'did-you-mean'>): string =>
  `您是说“${meant}”吗？“${said}”不能确定，什么都没有记录。是的话请发：${instead.length > longestRepeated ? meant : instead}`;
/** A longer message is not repeated. */
const longestRepeated = 40;

/** What a slip was taken for, before what was done. */
export const heardAs = (heard: readonly Heard[]): string =>
  `（${heard.map(({ said, meant }) => `“${said}”按“${meant}”理解`).join('，')}）`;

/** Answers without figures. */
export const plain = {
  'not-here-yet': '今天还没有打卡，不用离岗。到岗请发“打卡”。',
  'location-forwarded': '转发的位置不能用来打卡，请发您现在的位置，或直接发“打卡”。',
  'location-in-group': '位置请私信发给我，不要发在群里；这条没有记录。',
  'ask-make-up-date': '补哪天的卡？例如：昨天，或 11.3。',
  'no-keeper-rule': '没有查到由谁负责您的考勤，补卡交不出去。请联系县级主管部门核对花名册。',
  'nothing-to-answer': '现在没有等您审批的事项。',
  'ask-log-text': '请写上内容，例如：日志 上午走访3户，下午开院坝会。',
  'not-a-keeper': '您没有负责考勤的人员，看不到别人的在岗和日志。',
  'not-a-cadre': '这是驻村干部用的，您的账号没有驻村岗位。发“帮助”看您能做什么。',
  'not-bound': '还不知道您是谁。请向县级主管部门要您的个人登录链接或绑定码。',
  'no-leave-before': '没有查到您以前的请假，没法照着请。请说从哪天到哪天、什么事，例如：请假 明天 家里有事。',
  'question-dropped': '好，已取消，什么都没有提交。',
  'nothing-asked': '现在没有等您确认的事。发“帮助”看能做什么；要收回申请发“撤回”。',
  'why-not-yours': '这件申请的依据只告诉申请人、审批人和管考勤的人。',
  'button-stale': '这个按钮已经失效，请看最新的消息；发“待办”或“我的”可查看。',
  'button-not-yours': '这个按钮不是给您的。',
  'told-in-direct': '已私信。',
  'open-direct-chat': '答复只能私下给：请先点开我的头像，私信发一句“帮助”，再在那里说。',
  'my-data-direct-only': '您的数据只给本人，请私信我发“我的数据”。',
  'web-link-direct-only': '登录链接只给本人，请私信我发“网页”。',
  'no-web-chat': '网页聊天还没有开通，请联系县级主管部门。',
  'no-seat-to-deputise': '您没有审批的席位，不用请人代理。',
  'no-deputy': '您现在没有请人代理。要请人代理，如“代理 12.1-12.5 李副书记”。',
  'nothing-to-object': '没有别人替您提交的申请，不用提异议。',
  'ledger-not-yours': '请假台账给考勤人和主管部门看，您看不到别人的。看自己的请发“我的”。',
  'set-aside': '刚才那条消息处理失败，已保留并告知运维。请稍后再发一次，或联系县级主管部门。',
} as const;
