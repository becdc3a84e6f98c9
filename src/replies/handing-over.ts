/** Words about who answers instead or besides: 转办, 加签, 代理, 催办, 代录. */
import type { PersonAct } from '../domain/dialogue.ts';
import type { Result } from '../domain/reply.ts';
import type { ShownRequest } from '../domain/shown.ts';
import { dates, lines, seat } from './format.ts';
import { codeOfFirst, head, headCoded, outlineCoded, ownList, waiting } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;
type Act = PersonAct['does'];

export const nobodyByName = ({ said }: Of<'nobody-by-name'>): string =>
  `没有找到“${said}”。请写全名，或带职务，如“李副书记”。`;

const whom: Record<Act, string> = {
  transfer: '转给谁办？例如：转办 王主任。',
  'add-approver': '请谁加签？例如：加签 王主任。',
  deputy: '请谁代您审批？例如：代理 12.1-12.5 李副书记。',
  'change-holder': '换成谁？例如：换人 示例镇党委书记 张三。',
  proxy: '替谁请假？例如：帮老王请假 12.1-12.3 家里有事。',
  invite: '邀请谁绑定？例如：邀请 示例甲。',
};

export const nameWhom = ({ act }: Of<'name-whom'>): string => whom[act];

const verbs: Record<Act, string> = {
  'change-holder': '换成',
  transfer: '转给',
  'add-approver': '请',
  deputy: '请',
  proxy: '替',
  invite: '邀请',
};
const ends: Record<Act, string> = {
  'change-holder': '',
  transfer: '',
  'add-approver': '加签',
  deputy: '代理',
  proxy: '请假',
  invite: '绑定',
};

export const whichPerson = ({ act, people }: Of<'which-person'>): string =>
  lines(
    `找到 ${people.length} 位，${verbs[act]}哪一位${ends[act]}？`,
    people.map((p, i) => `${i + 1}. ${p.name}${p.titles.length > 0 ? `（${p.titles.join('、')}）` : ''}`),
    '回复序号，如“1”；都不是就回复“取消”，再写全名。',
  );

const notTo: Record<Of<'cannot-hand-to'>['why'], (name: string) => string> = {
  principal: (name) => `${name}不能代理自己，请换一位。`,
  applicant: (name) => `${name}是申请人，不能批自己的申请，请换一位。`,
  yourself: () => '不能指给您自己，请换一位。',
  unreachable: (name) => `${name}还没有绑定账号，收不到消息；请换一位，或请其先绑定。`,
  'in-chain': (name) => `${name}已经在这件的审批人里，不用再指定。`,
  cadre: (name) => `${name}是驻村干部，不能替人审批，请换一位。`,
};

export const cannotHandTo = ({ why, name }: Of<'cannot-hand-to'>): string => notTo[why](name);

const notTransferred: Record<Of<'cannot-transfer'>['why'], (s: ShownRequest) => string> = {
  ended: (s) => `#${s.request.code} 现在没有在等审批，不用转办或加签。`,
  'not-approver': (s) =>
    `#${s.request.code} 现在不由您审批，不能转办或加签；正等${waiting(s) === '' ? '县级经办人处理' : ` ${waiting(s)}`}。`,
  'several-seats': (s) => `#${s.request.code} 正同时等 ${waiting(s)}，分不清转哪一家，请由那一家自己转办。`,
};

export const cannotTransfer = ({ why, shown }: Of<'cannot-transfer'>): string => notTransferred[why](shown);

export const transferred = ({ shown, to }: Of<'transferred'>): string => `已转给${to}办理：${outlineCoded(shown)}。`;

export const transferTold = ({ shown, to, by }: Of<'transfer-told'>): string =>
  `${outlineCoded(shown)}：${by}转给${to}审批。`;

export const approverAdded = ({ shown, name, by, byMe }: Of<'approver-added'>): string =>
  byMe
    ? `已请${name}加签：${headCoded(shown)}。现在这一步仍要答复，同意后再由${name}审批。`
    : `${outlineCoded(shown)}：${by}请${name}加签，现在这一步同意后，还要${name}同意。`;

export const approverNamed = ({ shown, name, by, byMe }: Of<'approver-named'>): string =>
  byMe
    ? `已请${name}审批：${headCoded(shown)}。`
    : `${outlineCoded(shown)}：文件没有写明由谁审批，县级经办人${by}已请${name}审批。`;

const ofTitles = (titles: readonly string[]): string => (titles.length > 0 ? `（${titles.join('、')}）` : '');

export const askDeputyDays = ({ name }: Of<'ask-deputy-days'>): string =>
  `请${name}从哪天代到哪天？例如：12.1-12.5。不用了就回复“取消”。`;

export const deputyNamed = (r: Of<'deputy-named'>): string =>
  lines(
    `${dates(r.fromOn, r.toOn)}由${r.name}代您审批${ofTitles(r.titles)}，到期自动结束。`,
    r.waiting > 0 && `现在等您的 ${r.waiting} 件，其间${r.name}也能答复。`,
    '您自己仍可答复；提前结束请发“取消代理”。',
  );

export const deputyNamedFor = (r: Of<'deputy-named-for'>): string =>
  r.toPrincipal
    ? lines(
        `${r.by}已办理代理：${dates(r.fromOn, r.toOn)}由${r.name}代您审批${ofTitles(r.titles)}，到期自动结束。`,
        '您自己仍可答复；提前结束请发“取消代理”。',
      )
    : lines(
        `${dates(r.fromOn, r.toOn)}由${r.name}代${r.forName}审批${ofTitles(r.titles)}，到期自动结束。`,
        r.waiting > 0 && `现在等${r.forName}的 ${r.waiting} 件，其间${r.name}也能答复。`,
      );

const notNamedFor: Record<Of<'cannot-name-deputy-for'>['why'], (name: string) => string> = {
  'not-officer': () => '替别人指定代理只能由县级经办人本人办理。自己不在时，如“代理 12.1-12.5 李副书记”。',
  several: (name) => `叫“${name}”的不止一位，请写全名，或带职务。`,
  'no-seat': (name) => `${name}没有审批的席位，不用请人代理。`,
};

export const cannotNameDeputyFor = ({ why, name }: Of<'cannot-name-deputy-for'>): string => notNamedFor[why](name);

export const youAreDeputy = (r: Of<'you-are-deputy'>): string =>
  `${dates(r.fromOn, r.toOn)}请您代${r.forName}审批${ofTitles(r.titles)}，其间的申请会发给您，到期自动结束。`;

export const deputyEnded = ({ names, toMe }: Of<'deputy-ended'>): string =>
  toMe ? `${names.join('、')}已取消代理，您不再代为审批。` : `已取消代理，${names.join('、')}不再代您审批。`;

export const nudged = ({ shown }: Of<'nudged'>): string =>
  `已催办 #${shown.request.code}，正等${waiting(shown) === '' ? '县级经办人处理' : ` ${waiting(shown)}`}。一天只能催一次。`;

const notNudged: Record<Of<'cannot-nudge'>['why'], (shown: readonly ShownRequest[]) => string> = {
  none: (s) => (s.length > 0 ? `#${codeOfFirst(s)} 现在没有在等审批，不用催办。` : '您没有在等审批的申请，不用催办。'),
  several: (s) => `您有几件申请，催哪一件？请带编号，如“催办 #${codeOfFirst(s)}”：`,
  'today-already': (s) => `#${codeOfFirst(s)} 今天已经催过，一天只能催一次；急事请直接打电话。`,
  'too-soon': (s) => `#${codeOfFirst(s)} 刚提交不久，请晚些再催；急事请直接打电话。`,
};

export const cannotNudge = ({ why, shown }: Of<'cannot-nudge'>): string =>
  lines(notNudged[why](shown), why === 'several' && ownList(shown));

export const askPaperPhoto = ({ shown, titles }: Of<'ask-paper-photo'>): string =>
  lines(
    `代录 #${shown.request.code} ${head(shown)}：${titles.join('、')}的书面意见。`,
    '请发签批件的照片，会注明代录并告知本人。不录了就回复“取消”。',
  );

type Paper = Of<'cannot-record-paper'>;

const notRecorded: Record<Paper['why'], (code: string, r: Paper) => string> = {
  'not-officer': () => '书面审批只能由县级经办人代录，请与经办人联系。',
  which: (code) => `代录哪一件？请带编号，如“代录 #${code} 组织部 同意”。`,
  ended: (code) => `#${code} 现在没有在等审批，不能代录。`,
  reachable: (_, r) => `${r.seats.map((s) => seat(s)).join('、')} 有账号，请其本人答复；不在岗的可以转办。`,
  'which-seat': (code, r) =>
    `#${code} 正等 ${r.seats.map((s) => seat(s)).join('、')}，代录哪一家？如“代录 #${code} ${r.seats[0]?.title ?? '组织部'} 同意”。`,
  verdict: (code) => `纸上签的是同意还是不同意？如“代录 #${code} 组织部 同意”。`,
};

export const cannotRecordPaper = (r: Paper): string => notRecorded[r.why](r.shown?.request.code ?? 'A1B2', r);
