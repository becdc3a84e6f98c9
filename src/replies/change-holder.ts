/** Words about a seat that somebody else holds from a day on: 换人. */
import type { CannotChange, ChangeFiling, HolderChange } from '../domain/change-holder.ts';
import { isDate } from '../domain/calendar.ts';
import type { Result } from '../domain/reply.ts';
import { cited, day, fullDay, lines, sentence } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

const mostCodes = 10;

function reasonOf(cannot: CannotChange): string {
  switch (cannot.why) {
    case 'not-officer':
      return '换人只能由县级经办人本人办理，请与经办人联系。';
    case 'in-group':
      return '换人请私信发给我，不要发在群里。';
    case 'how':
      return '请写明席位和接任的人，用空格隔开，如“换人 示例镇党委书记 张三”；以后才换的再写日期，如“12.1起”。';
    case 'past':
      return '只能从今天或以后换人，请改日期。';
    case 'too-far':
      return '日期太远了，请检查后再发。';
    case 'changed-meanwhile':
      return '席位或人员已有变动，没有换人。请重新发“换人 席位 姓名”。';
    case 'no-seat':
      return `没有找到席位“${cannot.said}”。请写花名册里的席位全称，如“示例镇党委书记”。要换驻村干部的，请让运维改花名册。`;
    case 'post':
      return lines(
        `${cannot.post}是驻村干部的岗位，不是席位，换人要改花名册，由运维办：请把谁换成谁、哪天起告诉运维，导入后生效。`,
        filing(cannot),
      );
    case 'several-seats':
      return `有几个席位都像：${cannot.titles.join('、')}。请写全称。`;
    case 'holds-already':
      return `${cannot.title}现在就是${cannot.name}，不用换。`;
  }
}

export const cannotChange = ({ cannot }: Of<'cannot-change-holder'>): string => reasonOf(cannot);

const holders = (names: readonly string[]): string => (names.length > 0 ? names.join('、') : '空缺');

const waiting = ({ waiting: codes }: HolderChange): string | false =>
  codes.length > 0 &&
  `正等这个席位答复的 ${codes.length} 件：${codes
    .slice(0, mostCodes)
    .map((code) => `#${code}`)
    .join('、')}${codes.length > mostCodes ? ' 等' : ''}，换人后由新任答复。`;

function byWhen({ due, bodies }: ChangeFiling): string {
  const to = `向${bodies.join('、')}备案`;
  if (due === null) return `要${to}，文件没有写几天内。`;
  return isDate(due) ? `最迟${day(due)}${to}。` : `要${to}，期限：${due}。`;
}

function filing({ filing: asked }: Pick<HolderChange, 'filing'>): string[] {
  if (asked === 'not-a-post') return [];
  if (asked === 'none') return ['本县所用的文件没有写换人要备案。'];
  return [byWhen(asked), ...asked.flags.map(sentence), cited(asked.citations)];
}

export const confirmChange = ({ change }: Of<'confirm-change-holder'>): string =>
  lines(
    `${change.title}：现在是${holders(change.from)}，${fullDay(change.on)}起换成${change.to}。`,
    change.isUnreachable && `${change.to}还没有绑定账号，收不到申请，请尽快邀请其绑定。`,
    waiting(change),
    filing(change),
    '确认换人请回复“确认”，不换回复“取消”。',
  );

const opening: Record<Of<'holder-changed'>['to'], (change: HolderChange, by: string) => string> = {
  officer: (c) => `已换人：${c.title}由${holders(c.from)}换成${c.to}，${fullDay(c.on)}起。`,
  former: (c, by) => `${by}已办理换人：${fullDay(c.on)}起${c.title}由${c.to}担任，此后的申请不再发给您。`,
  new: (c, by) => `${by}已办理换人：${fullDay(c.on)}起由您担任${c.title}，等这个席位答复的会发给您；发“待办”查看。`,
};

export const changed = ({ change, by, to }: Of<'holder-changed'>): string =>
  lines(opening[to](change, by), to === 'officer' && waiting(change), to === 'officer' && filing(change));

export const filed = ({ change, by }: Of<'change-filed'>): string =>
  lines(
    `人员调整备案：${change.title}由${holders(change.from)}换成${change.to}，${fullDay(change.on)}起。经办人${by}。`,
    filing(change),
  );
