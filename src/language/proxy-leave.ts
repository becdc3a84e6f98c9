/** 帮老王请假 12.8-12.9 看病: leave asked for somebody else. */
import type { IsoDate } from '../domain/calendar.ts';
import { applicantLead, kinNamed, proxyAddressed, proxyWords } from './approval-words.ts';
import { nameTyped, type FoldedText } from './folded-text.ts';
import { isCalled, nameLetters } from './hand-over.ts';
import type { Intent } from './intent.ts';
import { readLeave, slotsOf } from './leave-slots.ts';
import { tokensOf } from './leave-tokens.ts';
import { anyWord, startsWithAny } from './match-words.ts';
import { asksPlainly } from './questions.ts';
import { blanked } from './said-time.ts';
import { notLeaveAfter } from './words.ts';

/** 咱队的刘敏: whose team it is says nothing of who. */
const team = '(?:(?:我们?|咱们?)(?:村|队|组|单位|办|镇|局|工作队)?[里上]?的?(?:队员|同事)?)?';
const name = `${team}([${nameLetters}]{1,12}?)`;
/** 请假, 请个假, 请3天假, 休年假, 请病假; 请了假 is past. */
const asking =
  '(?:请假|请个?[^\\s,。了过请]{0,6}?假|休[^\\s,。了过请]{0,5}?假|[请休](?:[一二两三四五六七八九十]{1,3}|\\d{1,2}|半)个?(?:天|星期|礼拜|周|月))';
const proxy = new RegExp(`(帮(?!扶|忙|助)|替(?!班|换|补|代)|代(?!表|理|为)|给)${name}(?:想)?(?=${asking})`, 'u');
/** 小李托我请个假. */
const entrusted = new RegExp(
  `${name}(?:托|委托|让|叫|请)我(?:来|再|也)?(?:帮忙|代|给(?:他|她)|(?:帮|替)(?:他|她|忙)?)?(?=${asking})`,
  'u',
);
/** 小张让我帮他请 明天. */
const bidden = new RegExp(
  `${name}(?:托|委托|让|叫|请)我(?:来|再|也)?(?:代|给|帮忙|帮|替)(?:他|她)(?=请(?:$|[\\s,:]|个))`,
  'u',
);
/** 代请 老王 12.8-12.9. */
const listed = new RegExp(`^(?:${anyWord(proxyWords)})[\\s:,]{1,3}${name}(?=$|[\\s,:])`, 'u');

/** 小李和老王: one leave is of one person. */
const several = /.[和跟与及]./;

interface Applicant {
  readonly start: number;
  readonly end: number;
  readonly who: string;
}

/** Looked for so far into the message: before it fits a date and an address. */
const longestLead = 40;

function applicantIn(text: FoldedText): Applicant | null {
  const { look } = text;
  const lead = applicantLead.exec(look.slice(0, longestLead))?.[0].length ?? 0;
  const first = listed.exec(look.slice(lead, lead + longestLead));
  if (first?.[1] !== undefined) return place(text, lead, lead + first[0].length, first[1]);
  const opening = look.slice(lead, longestLead * 2);
  const asked = entrusted.exec(opening) ?? bidden.exec(opening);
  if (asked?.[1] !== undefined && asked.index === 0) return place(text, lead, lead + asked[0].length, asked[1]);
  const found = proxy.exec(look.slice(0, longestLead * 2));
  if (found?.[2] === undefined || found.index > longestLead) return null;
  if (found[1] === '给' && proxyAddressed.test(found[2])) return null;
  return place(text, found.index, found.index + found[0].length, found[2]);
}

function place(text: FoldedText, start: number, end: number, who: string): Applicant | null {
  return isCalled(who) && !kinNamed.test(who) && !several.test(who)
    ? { start, end, who: nameTyped(text, who, text.look.lastIndexOf(who, end - who.length)) }
    : null;
}

/** Only an address and a date may stand before: 书记，12.8帮老王请个假. */
function isLeadOnly(look: string, today: IsoDate): boolean {
  const rest = look.slice(applicantLead.exec(look)?.[0].length ?? 0);
  return tokensOf(rest, 0, today).every(({ type }) => type !== 'text' && type !== 'command' && type !== 'verb');
}

export function readProxyLeave(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const found = applicantIn(text);
  if (!found || asksPlainly(look) || !isLeadOnly(look.slice(0, found.start), today)) return null;
  const after = look.slice(found.end);
  if (after.startsWith('请假') && startsWithAny(after.slice(2), [...notLeaveAfter, '的事'])) return null;
  const by = after.startsWith('请') || after.startsWith('休') ? '' : '请假';
  const said = readLeave({ text: blanked(text, found.start, found.end, by), today, toward: 'forward' });
  return { intent: 'proxy-leave', who: found.who, slots: slotsOf(said) };
}
