/** Words about accounts, codes and consent. */
import { dateOf, timeOf } from '../domain/calendar.ts';
import type { Result } from '../domain/reply.ts';
import { day, fullDay, lines, moment } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** Who gives out codes. */
const giver = (officer: string | null): string => officer ?? '县级主管部门';
const form = '绑定 姓名 尾号手机后四位 绑定码';

export const howToBind = ({ officer }: Of<'how-to-bind'>): string =>
  lines(`请这样发：${form}，例如：绑定 示例甲 尾号1234 后面接八位绑定码。`, `绑定码请向${giver(officer)}要。`);

export const bindRefused = ({ officer }: Of<'bind-refused'>): string =>
  `没有绑定：姓名、手机尾号或绑定码不对，或者码已用过、已过期。请核对后再发；还不行请向${giver(officer)}要新码。`;

export const bindLimited = ({ until, on, officer }: Of<'bind-limited'>): string =>
  `试错的次数太多，${moment(until, on)} 以后才能再绑定。急用请联系${giver(officer)}。`;

export const bound = ({ name, post, instead }: Of<'bound'>): string =>
  lines(
    `${name}${post === null ? '' : `（${post}）`}您好，已绑定，以后就用这个账号。发“帮助”看能做什么。`,
    instead !== null && `这个账号原来是${instead}的，现已改绑。`,
  );

export const boundElsewhere = ({ ends, officer }: Of<'bound-elsewhere'>): string =>
  ends
    ? `您在另一个账号上绑定了，这个账号已解绑。如果不是您本人操作，请马上联系${giver(officer)}。`
    : `您又绑定了一个别的聊天软件的账号，这个账号照常能用。如果不是您本人操作，请马上联系${giver(officer)}。`;

export const accountTaken = ({ officer }: Of<'account-taken'>): string =>
  `您的一个账号已改绑给别人。如果不是您的意思，请马上联系${giver(officer)}。`;

export const webIsAnothers = ({ name }: Of<'web-is-anothers'>): string =>
  `这个网页现在是${name}登录的，不能改绑给别人。请先退出登录，再在首页填姓名、手机尾号和绑定码登录。这个绑定码还没有用掉。`;

export const whomToAsk = ({ officer }: Of<'whom-to-ask'>): string =>
  lines(`请向${giver(officer)}要一个绑定码，再私信发给我：${form}。`, '没有码，只说姓名是绑定不了的。');

export const askUnbind = ({ name }: Of<'ask-unbind'>): string =>
  `要解除这个账号与${name}的绑定吗？解绑后收不到提醒，再用要重新要码。确认请回复“确认”。`;

export const unbound = ({ name }: Of<'unbound'>): string =>
  `已解绑，这个账号不再是${name}的。记录都还在；再用请重新绑定。`;

export const noSuchTeam = ({ said }: Of<'no-such-team'>): string =>
  `花名册里没有${said}。请写全称，例如：绑定本群 示例一村工作队。`;

export const whichTeam = ({ names }: Of<'which-team'>): string =>
  lines(
    '绑定哪个工作队？请@我，带上名称再发一次，例如：',
    names.length === 0 ? '绑定本群 示例一村工作队' : names.slice(0, mostShown).map((name) => `绑定本群 ${name}`),
  );

const mostShown = 6;

export const groupBound = ({ team }: Of<'group-bound'>): string =>
  `本群已绑定${team}，以后队里的通知发到这里。要取消，@我发“解绑本群”。`;

export const groupUnbound = ({ team }: Of<'group-unbound'>): string =>
  `本群已与${team}解绑，以后队里的通知不再发到这里。`;

export const groupIsAnothers = ({ team }: Of<'group-is-anothers'>): string =>
  `本群现在是${team}的。要换，请先由那个队的负责人@我发“解绑本群”。`;

export const inviteTooMany = ({ limit }: Of<'invite-too-many'>): string => `一次最多邀请 ${limit} 人，请分几条发。`;

export const inviteLater = ({ names }: Of<'invite-later'>): string => `${names.join('、')}也不止一位，请随后再邀请。`;

export const cannotInvite = ({ name }: Of<'cannot-invite'>): string =>
  `${name}在花名册里没有手机号，发不了绑定码。请先补上手机号。`;

export const invited = ({ name, code, expiresAt }: Of<'invited'>): string =>
  lines(
    `请把下面这段转给${name}本人（${day(dateOf(expiresAt))} ${timeOf(expiresAt)} 前有效，只能用一次，以前的码作废）：`,
    '请私信驻村助手，照发下面一行，把其中的手机后四位换成您自己的号码：',
    `绑定 ${name} 尾号手机后四位 ${code}`,
  );

/** What is kept, why and for how long; asked again in one line. */
const notice = (coordinateDays: number): string[] => [
  '开始用以前，请您看一下记录什么（个人信息保护法）：',
  '· 记：姓名、手机号、职务，打卡离岗，请假和事由，工作日志，问过的规定，照片（去掉拍摄信息），您发的位置',
  '· 为：考勤、请假审批、月报和补助，依据驻村干部管理规定',
  `· 存：台账按档案规定保存；精确位置 ${coordinateDays} 天，之后只留在村内还是村外`,
  '· 看：本人、审批人、管考勤的人和经办；谁看过会记下来',
  '· 病情、位置、补助是敏感个人信息（第二十八条），只在办事要用时看',
  '· 您可以：发“我的数据”“谁看过我的”“撤回同意”；有疑问找县级经办人',
];

export const askConsent = ({ again, kept, waiting, coordinateDays }: Of<'ask-consent'>): string =>
  lines(
    again ? '要先同意个人信息处理才能办事；想再看说明，发“个人信息说明”。' : notice(coordinateDays),
    `同意请回复“同意”，不同意回复“不同意”。${after(kept, waiting)}`,
  );

const after = (kept: boolean, waiting: number): string => {
  if (kept) return waiting > 1 ? `同意后，您发的 ${waiting} 条会接着办。` : '同意后，刚才这条会接着办。';
  return waiting > 0 ? '等着办的已经太多，这一条没有留下，请同意后再发。' : '';
};

const standing: Record<'given' | 'not-asked' | 'withdrawn', (since: string) => string> = {
  given: (since) => `您已同意${since}。要撤回请发“撤回同意”。`,
  'not-asked': () => '您还没有同意。同意请发“同意个人信息处理”。',
  withdrawn: () => '您已撤回同意。要再用请发“同意个人信息处理”。',
};

export const privacy = ({ state, since, coordinateDays }: Of<'privacy'>): string =>
  lines(
    notice(coordinateDays).slice(1),
    state !== null && standing[state](since === null ? '' : `，自${fullDay(dateOf(since))}起`),
  );

export const consentGiven = ({ waiting, toAnswer }: Of<'consent-given'>): string =>
  [
    '好，已记下您的同意。',
    waiting > 0 ? '刚才发的现在就办。' : '',
    toAnswer > 0 ? `有 ${toAnswer} 件等您审批，发“待办”看。` : '',
    waiting + toAnswer > 0 ? '' : '发“帮助”看能做什么。',
  ].join('');

export const consentGivenBefore = ({ since }: Of<'consent-given-before'>): string =>
  `您${since === null ? '' : fullDay(dateOf(since))}已经同意过，不用再发。想看说明，发“个人信息说明”。`;

export const consentWithdrawnTold = ({ name }: Of<'consent-withdrawn-told'>): string =>
  `${name}已撤回同意，请改用纸质办理。`;

/** Words without figures. */
export const plainBinding = {
  'code-spoilt': '绑定要私信发给我，不能发在群里。群里的码别人也看见了，已经作废，请另要一个。',
  'bind-group-in-group': '请在要绑定的群里@我发，例如：绑定本群 示例一村工作队。',
  'bind-group-not-yours': '本群的绑定由队长、考勤人或县级经办人来办。',
  'group-not-bound': '本群没有绑定工作队。要绑定，@我发“绑定本群 示例一村工作队”。',
  'group-by-roster': '这个群由花名册管理，在这里不能改。请联系县级经办人。',
  'invite-whom': '邀请谁绑定？例如：邀请 示例甲。一次可写几个人，用空格隔开。',
  'invite-not-yours': '绑定码由县级经办人发，或由这个人所在乡镇、单位的任职人发；您不在其中，请与县级经办人联系。',
  'invite-in-direct': '邀请绑定请私信发给我。',
  'consent-declined': '好，没有同意就什么都不记录，刚才发的也已删去。改主意了发“同意个人信息处理”。',
  'ask-withdraw-consent':
    '要撤回对个人信息处理的同意吗（不是撤回审批）？撤回后不再记录您的新内容，请假考勤改走纸质；已有的台账依法保留。确认请回复“确认”。',
  'consent-not-given': '您现在没有同意过，不用撤回。发“个人信息说明”可以看记录什么。',
  'consent-withdrawn': '已撤回。以后不再记录您的新内容，请改用纸质；要再用请发“同意个人信息处理”。',
} as const;
