/** Words for lines of ledgers that were taken back or corrected. */
import type { LedgerEntry } from '../domain/duty.ts';
import type { LedgerResult } from '../domain/ledger-result.ts';
import { longestList } from '../domain/shown.ts';
import { stillOwed } from './duty-lines.ts';
import { day, days, dayWithWeekday, lines } from './format.ts';
import { ledgerNames } from './ledger-names.ts';
import { ownCoded } from './request-lines.ts';

type Of<K extends LedgerResult['says']> = Extract<LedgerResult, { says: K }>;

/** With every confirmation. */
export const howToMend = '记错了回复“撤销”或“改为 …”。';

/** ，张大爷家，12人，县级，3天. */
export const figuresOf = ({ place, people, level, days: took }: LedgerEntry): string =>
  [place, people === null ? null : `${people}人`, level, took === null ? null : days(took)]
    .flatMap((figure) => (figure === null ? [] : `，${figure}`))
    .join('');

const longestShown = 20;
const cutShort = (text: string): string => {
  const characters = [...text];
  return characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : text;
};

/** 学习台账12月2日“集中学习”，12人. */
const one = (entry: LedgerEntry): string =>
  `${ledgerNames[entry.ledger]}台账${day(entry.on)}${entry.text === '' ? '' : `“${cutShort(entry.text)}”`}${figuresOf(entry)}`;
const all = (entries: readonly LedgerEntry[]): string => entries.map(one).join('；');

const mostShown = 5;

function voided({ entries, hadLog, owed }: Of<'entries-voided'>): string {
  const open = owed.filter(({ state }) => state !== 'done');
  const closed = entries.some(({ closes }) => closes.length > 0);
  return lines(
    `已撤销：${all(entries)}${hadLog ? '，当天那篇日志一并撤销' : ''}。不再计数，记录留存备查。`,
    open.length > 0 && '重新计算，还差：',
    open.slice(0, mostShown).map((o) => `· ${stillOwed(o)}`),
    open.length === 0 && closed && '它办结的任务已恢复为未办，发“还差什么”看还有哪些。',
  );
}

function cannotVoid({ why, entries, byName }: Of<'cannot-void'>): string {
  switch (why) {
    case 'none':
      return '没有找到要改的那条台账。请引用当时的确认消息回复“撤销”或“改为 …”；两天内最后一条可以直接回复。';
    case 'voided':
      return `${all(entries)}，已经撤销过了。要撤销更早的，请引用那条确认消息，或写明是哪本台账，如“撤销学习”。`;
    case 'confirmed': {
      const who = byName === null || byName === '' ? '考勤管理人' : byName;
      return `${all(entries)}：当月考勤已由${who}确认，不能自己撤销。确需更正，请联系${who}。`;
    }
    case 'several':
      return `那条消息一次办结了几件，不能直接改。先回复“撤销”，再重新记。`;
  }
}

const whichTakeBack = ({ shown, entries }: Of<'which-take-back'>): string =>
  lines(
    entries.length > 0 ? '撤销哪一个？回复序号：' : '刚才那条台账已经撤销了。要撤回下面的申请，请回复序号：',
    shown.slice(0, longestList).map((s, i) => `${i + 1}. ${ownCoded(s)}`),
    entries.length > 0 && `${shown.length + 1}. ${all(entries)}`,
  );

export const takenBack = {
  'entries-voided': voided,
  'cannot-void': cannotVoid,
  'which-take-back': whichTakeBack,
  'how-to-correct': ({ entries }: Of<'how-to-correct'>) =>
    `${all(entries)}：不要了回复“撤销”；要改回复“改为 …”，如“改为 15人”，也可以整条重写。`,
  'report-taken-back': ({ name, entry, what }: Of<'report-taken-back'>) =>
    `${name}撤回了${day(entry.on)}上报的“${cutShort(entry.text)}”${what.length > 0 ? `（${what.join('、')}）` : ''}，这项报告重新算作没有报。`,
} as const;

/** Before what is said of the new line. */
export const correctedFrom = (before: LedgerEntry): string =>
  `原来的${ledgerNames[before.ledger]}台账${dayWithWeekday(before.on)}那条已撤销，留存备查。`;
