/** Words for questions about the rules: what holds, where it stands, and the text itself where there is one; or that it is not settled. */
import type { IsoDate } from '../domain/calendar.ts';
import type { NotAnswered, PolicyAnswer, PolicyPart, PolicySource } from '../domain/policy-answer.ts';
import type { Result } from '../domain/reply.ts';
import { day, lines, sentence } from './format.ts';
import { excerpt } from './policy-quotation.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** What a phone shows without tiring its reader, in characters; the text of a sentence is never cut for it. */
const longest = 600;
/** More documents than that are named only. */
const mostDocuments = 3;
const SUMMARY = '（本包摘要，非原文）';
const OFFICE = '（县里的答复，非原文）';
const UPPER = '（上级文件，两个都要满足）';

interface Said {
  /** null = the day is not known: whether a document has ended is not said. */
  readonly on: IsoDate | null;
  readonly upper: readonly string[];
  readonly byOffice: boolean;
  /** No other document stands beside it. */
  readonly isAlone: boolean;
  readonly longest: number;
}

const whole: Said = { on: null, upper: [], byOffice: false, isAlone: true, longest: Infinity };

/** All of it, as it is said outside of a chat. */
export const sayPolicyAnswer = (answer: PolicyAnswer, on: IsoDate | null = null): string =>
  answer.is === 'answered' ? answered(answer.parts, { ...whole, on }) : refused(answer, { ...whole, on });

export const policyAnswered = ({ answer, on, upper, byOffice }: Of<'policy-answered'>): string =>
  answered(answer.parts, { ...whole, on, upper, byOffice, longest });

export const policyRefused = ({ answer, on, officers }: Of<'policy-refused'>): string =>
  lines(
    refused(answer, { ...whole, on, longest: longest / 2 }),
    `要确定的，请问县级经办人${officers.join('、')}。这个问题已记下，县里看得到。`,
  );

export const policyRated = ({ feedback, isNew, officers }: Of<'policy-rated'>): string => {
  if (!isNew) return '这一条您已经评价过，不用再发。';
  return feedback === 'useful'
    ? '好的，已记下。'
    : `已记下，县里看得到这个问题。急着办的，请问县级经办人${officers.join('、')}。`;
};

export const policyHowTo = (): string =>
  '问规定请这样发：“问 请假超过五天由谁批”，“问 驻村补助一个月多少”。也可以直接问，答复会写明是哪份文件、哪一条。';

function answered(parts: readonly PolicyPart[], said: Said): string {
  const shown = parts.slice(0, mostDocuments);
  const each = { ...said, isAlone: parts.length === 1, longest: said.longest / shown.length };
  return lines(
    shown.map((part, n) => wordPart(part, { ...each, byOffice: said.byOffice && n === 0 })),
    parts.length > shown.length && `还有：${parts.slice(mostDocuments).map(named).join('；')}`,
  );
}

const head = ({ source }: PolicyPart, { upper }: Said): string =>
  `【${source.title}】${upper.includes(source.id) ? UPPER : ''}`;

const named = ({ source, articles: [article = ''] }: PolicyPart): string => `《${source.title}》${article}`;

/** What holds, where it stands, the text; of more than fits the articles are named. */
function wordPart(part: PolicyPart, said: Said): string {
  const { source, says, quotations } = part;
  const [first = '', ...more] = says.map(sentence);
  const isSummary = says.length > 0 && quotations.length === 0;
  const mark = isSummary ? (said.byOffice ? OFFICE : SUMMARY) : '';
  const title = said.isAlone ? '' : head(part, said);
  const where = `依据：${cited(part, said)}`;
  const known = warnings(source, said.on);
  const inWords = room([title + first + mark, where, known], said.longest);
  const further = fitting(more, inWords);
  const quoted = quote(part, inWords - textLength(further));
  const beside = part.articles.slice(1).filter((article) => !quoted.articles.includes(article));
  const also = beside.length > 0 ? `；另见${beside.join('、')}` : '';
  return lines(title + [first, ...further].join('') + mark, where + also, quoted.lines, known);
}

const textLength = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length + 1, 0);
const room = (texts: readonly string[], most: number): number => Math.max(0, most - textLength(texts));

/** Those from the beginning for which there is room. */
function fitting(texts: readonly string[], most: number): string[] {
  const count = texts.findIndex((_, n) => textLength(texts.slice(0, n + 1)) > most);
  return texts.slice(0, count < 0 ? texts.length : count);
}

/** The first text is always there, as far as whole sentences go; the next ones where they fit. */
function quote({ quotations }: PolicyPart, most: number): { readonly lines: string[]; readonly articles: string[] } {
  let left = most;
  const shown = quotations.flatMap(({ article, text }, n) => {
    const { said, isCut } = excerpt(text, left);
    if (n > 0 && (isCut || said.length > left)) return [];
    left -= said.length;
    return [{ article, line: `原文（${article}${isCut ? '，节录' : ''}）：「${said}」` }];
  });
  return { lines: shown.map(({ line }) => line), articles: shown.map(({ article }) => article) };
}

const since = (on: IsoDate): string => `${on.slice(0, 4)}年${day(on)}`;

/** 《…》（丰委农办〔2021〕35号，2021年9月10日起施行）第九条; without the title where it stands above. */
function cited({ source, articles: [article = ''] }: PolicyPart, { on, isAlone }: Said): string {
  const { title, number, inForceFrom: from } = source;
  const isComing = on !== null && from !== null && from > on;
  const about = [number, from === null ? null : `${since(from)}起施行${isComing ? '，现在还没有施行' : ''}`];
  const known = about.filter((said) => said !== null).join('，');
  const inBrackets = known === '' ? '' : `（${known}）`;
  return isAlone ? `《${title}》${inBrackets}${article}` : article + inBrackets;
}

/** That it has ended, and what has to be known of it. */
function warnings({ inForceTo: to, caution }: PolicySource, on: IsoDate | null): string {
  const hasEnded = to !== null && on !== null && to < on;
  const ends = to === null ? '' : `这份文件执行到${since(to)}${hasEnded ? '，现在已经不执行' : ''}。`;
  return ends + (caution === null ? '' : `注意：${sentence(caution)}`);
}

/** It does not answer: one fact tells what the article is about, and its text is not needed. */
const inShort = (part: PolicyPart): PolicyPart =>
  part.says.length === 0 ? part : { ...part, says: part.says.slice(0, 1), quotations: [] };

const leads: Record<NotAnswered, (where: string) => string> = {
  'left-open': (where) => `${where}没有规定这一点。`,
  'not-held': (where) => `${where}没有写到您问的这一点。`,
  'not-found': (where) => `${where}没有找到这方面的规定。`,
};

function refused({ why, says, near }: Extract<PolicyAnswer, { is: 'refused' }>, said: Said): string {
  const titles = [...new Set(near.map(({ source }) => `《${source.title}》`))].slice(0, mostDocuments);
  const [nearest] = near;
  return lines(
    leads[why](titles.length > 0 ? `${titles.join('、')}里` : '适用的文件里'),
    sentence(says),
    nearest !== undefined && lines('最接近的一条，只供参考：', wordPart(inShort(nearest), said)),
  );
}
