/** Words of ledgers and duties. */
import type { Ledger, Owed } from '../domain/duty.ts';
import type { LedgerResult } from '../domain/ledger-result.ts';
import { attached } from './files.ts';
import { day, dayWithWeekday, fullDay, lines } from './format.ts';
import { examples, periodName, standing, stillOwed } from './duty-lines.ts';
import { ledgerNames } from './ledger-names.ts';
import { correctedFrom, figuresOf, howToMend, takenBack } from './taken-back.ts';

type Of<K extends LedgerResult['says']> = Extract<LedgerResult, { says: K }>;

export const ledgers: { readonly [K in LedgerResult['says']]: (result: Of<K>) => string } = {
  'entry-kept': kept,
  ...takenBack,
  'ask-entry': askEntry,
  'entry-in-future': ({ on }) => `${dayWithWeekday(on)}还没到，做完那天再记。`,
  'own-duties': ownDuties,
  'duties-done': dutiesDone,
  'which-duty': whichDuty,
  'no-such-duty': ({ said }) =>
    said === null
      ? '没有对上要办的任务，可能已经办结，或不归您办。发“还差什么”看还有哪些。'
      : `没有对上 ${said} 这项任务。发“还差什么”看还有哪些。`,
  'duties-heard': ({ owed }) =>
    `好，${owed.length === 1 ? (owed[0]?.what ?? '') : `这 ${owed.length} 件`}不再提前提醒，截止前再说一次。办了回“已办 1”。`,
  'duties-later': later,
  'cannot-put-off': cannotPutOff,
};

/** So many lines are read on a phone. */
const mostShown = 5;
const longestList = 15;

const more = (owed: readonly Owed[], shown: number): string | false =>
  owed.length > shown && `另有 ${owed.length - shown} 件没有列出。`;

const figures = ({ entry }: Of<'entry-kept'>): string =>
  `${figuresOf(entry)}${entry.images.length > 0 ? `，照片 ${entry.images.length} 张` : ''}`;

function kept(r: Of<'entry-kept'>): string {
  const { entry, late, logNumber, towards, before } = r;
  const countsDays = towards.some(({ unit }) => unit === '天');
  return lines(
    `${before ? '已改为' : '已记'}${ledgerNames[entry.ledger]}台账：${dayWithWeekday(entry.on)}${figures(r)}${late ? '（补记，会注明）' : ''}。`,
    before !== undefined && correctedFrom(before),
    logNumber !== null && `同时算当天第 ${logNumber} 篇日志，不用再写一遍。`,
    attached(entry.files),
    towards.slice(0, mostShown).map((owed) => `· ${standing(owed)}`),
    more(towards, mostShown),
    countsDays && entry.days === null && '没写几天，按1天算。',
    entry.ledger === 'report' && towards.length === 0 && '没有对上还没报的任务，只记了台账。发“还差什么”看要报什么。',
    howToMend,
  );
}

const wanted: Readonly<Record<Ledger, string>> = {
  study: '日期、人数、主题',
  visit: '日期、哪一户、什么情况',
  enquiry: '日期、问了谁、什么情况',
  'courtyard-meeting': '日期、地点、人数、反映的事',
  meeting: '日期、人数、内容',
  training: '日期、哪一级、几天、内容',
  report: '报的是哪个月、哪个季度或哪一年',
  roster: '哪天、谁值班',
  other: '内容',
};

function askEntry({ ledger }: Of<'ask-entry'>): string {
  return `请写上内容，例如“${examples[ledger] ?? '已办 1'}”。可以写${wanted[ledger]}，照片一起发也行。`;
}

/** How each of these is closed: by a line of its ledger, or by its number. */
function howToClose(owed: readonly Owed[]): string {
  const written = [...new Set(owed.map(({ closedBy }) => closedBy))].flatMap((ledger) => examples[ledger] ?? []);
  const direct = written.slice(0, 2).map((example) => `“${example}”`);
  return `${direct.length > 0 ? `做了直接发，如${direct.join('')}；` : ''}办了回“已办 1”，晚点回“1 推迟到后天”。`;
}

function ownDuties({ on, owed, lapsed = [], levelMissing = false }: Of<'own-duties'>): string {
  const late = owed.filter(({ state }) => state === 'late').length;
  const beside = [
    lapsed.length > 0 && `今年更早的 ${lapsed.length} 件没有办结记录，不再提醒：${lapsedWords(lapsed)}。`,
    levelMissing && '花名册里没有填您的派出层级，按层级分的任务没有算进来，请县里补上。',
  ].filter((line) => line !== false);
  if (owed.length === 0)
    return lines(
      `${fullDay(on)}：没有还差的任务。${beside.length > 0 ? '' : `做了什么照常发，如“${examples.study ?? ''}”。`}`,
      beside,
    );
  return lines(
    `还差 ${owed.length} 件${late > 0 ? `，逾期 ${late} 件` : ''}：`,
    owed.slice(0, longestList).map((o, i) => `${i + 1}. ${stillOwed(o)}`),
    more(owed, longestList),
    beside,
    howToClose(owed),
  );
}

/** 组织集中学习（1月、2月），汇报工作（3月）; of many the first and the last. */
function lapsedWords(lapsed: readonly Owed[]): string {
  const whats = [...new Set(lapsed.map(({ what }) => what))];
  return whats
    .slice(0, mostShown)
    .map((what) => {
      const periods = lapsed.filter((o) => o.what === what).map(periodName);
      const [first = '', last = ''] = [periods[0], periods.at(-1)];
      const said = periods.length > mostShown ? `${first}至${last}，${periods.length}件` : periods.join('、');
      return said === '' ? what : `${what}（${said}）`;
    })
    .concat(whats.length > mostShown ? ['等'] : [])
    .join('，');
}

function dutiesDone({ owed, files }: Of<'duties-done'>): string {
  const example = owed.flatMap(({ closedBy }) => examples[closedBy] ?? [])[0];
  return lines(
    `已办结 ${owed.length} 件：`,
    owed.slice(0, mostShown).map((o) => `· ${standing({ ...o, done: Math.max(o.done, o.atLeast), state: 'done' })}`),
    more(owed, mostShown),
    attached(files),
    example !== undefined && `下次直接发，如“${example}”，会同时记进台账。`,
    '办错了回复“撤销”。',
  );
}

const whichOf = {
  done: '办了哪一件？回复序号，如“已办 2”：',
  later: '推迟哪一件？如“2 推迟到后天”：',
  report: '报的是哪一件？回复序号，如“2”，都算就回“都是”。内容和附件已经留着，不用重发：',
} as const;

function whichDuty({ owed, wanted: does }: Of<'which-duty'>): string {
  return lines(
    whichOf[does],
    owed.slice(0, longestList).map((o, i) => `${i + 1}. ${stillOwed(o)}`),
    more(owed, longestList),
  );
}

/** Of several each may have a day of its own: the last working day that is in time comes before a day off. */
function later({ owed, until, remindedOn }: Of<'duties-later'>): string {
  const [first = until, ...others] = [...new Set(remindedOn)];
  const when = first === until ? '' : `（${day(until)}不上班）`;
  const shown = owed.slice(0, mostShown);
  return lines(
    others.length > 0 ? '好，到时再提醒：' : `好，${dayWithWeekday(first)}再提醒${when}：`,
    shown.map((o, i) => `· ${others.length > 0 ? `${dayWithWeekday(remindedOn[i] ?? until)}：` : ''}${stillOwed(o)}`),
    more(owed, mostShown),
  );
}

function cannotPutOff({ why, dueOn, problem }: Of<'cannot-put-off'>): string {
  switch (why) {
    case 'past':
      return '要推迟到今天以后，如“推迟到后天”。';
    case 'after-due':
      return `${dueOn === null ? '' : `这件${day(dueOn)}截止，`}不能再往后推，请尽快办。`;
    case 'no-date': {
      const said = problem && 'said' in problem ? `${problem.said}不知道是哪天，` : '';
      return `${said}推迟到哪天？如“推迟到后天”“2 推迟到周五”。`;
    }
  }
}
