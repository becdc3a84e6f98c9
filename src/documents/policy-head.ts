/** Head of a regulation: its title, number and issuer, and the notice by which it was sent out. */
import type { IsoDate } from '../domain/calendar.ts';
import { isHeadLabel } from './policy-furniture.ts';
import { closeUp, endsSentence, LEAST_LINE, titleKey, type Line } from './policy-lines.ts';
import { readMarker } from './policy-markers.ts';
import { bodiesOf, findDate, isBodyName, mayBeBody, readDateLine, readDocumentNumber } from './policy-numbers.ts';

/** A title begins within so many lines. */
const headLength = 80;
/** A title has no more lines. */
const mostTitleLines = 6;
const longestTitleLine = 120;

const kinds =
  '办法|细则|规定|规则|条例|规程|章程|准则|守则|制度|意见|方案|通知|通告|公告|通报|决定|批复|函|须知|公约|标准|规范|指引|指南|要点|规划|计划|清单|措施|机制|若干措施|手册|要求|汇编|职责';
const titleEnding = new RegExp(
  `(?:${kinds})(?:[（(](?:试行|暂行|修订|修订版|修正|征求意见稿|草案|[^（）()]{1,12}版)[）)])?$`,
);
const trial = /^[（(](?:试行|暂行|修订|修订稿|征求意见稿|草案)[）)]$/;
const banner = /文\s{0,4}件$/;

/** Whether each 《 is closed. */
const isBalanced = (text: string): boolean => text.split(/[《〈]/).length === text.split(/[》〉]/).length;

export interface Title {
  readonly text: string;
  /** Where its lines begin, and where they have ended. */
  readonly from: number;
  readonly to: number;
}

const isTitlePiece = (text: string): boolean =>
  text.length <= longestTitleLine &&
  !endsSentence(text) &&
  !banner.test(text) &&
  !isHeadLabel(text) &&
  readMarker(text) === null &&
  readDateLine(text) === null &&
  readDocumentNumber(text) === null &&
  !/^(?:附件|签发人|密级|紧急程度|目录)/.test(text);

/** A body above a title belongs to it only where the title says what the body does: 关于…, 印发…. */
function belongsAbove(above: string, below: string): boolean {
  if (!isTitlePiece(above) || titleEnding.test(above)) return !isBalanced(below) && isTitlePiece(above);
  if (!isBodyName(above)) return true;
  return /^(?:关于|印发|转发|批转)/.test(below) || !isBalanced(below);
}

const joined = (lines: readonly Line[]): string =>
  closeUp(lines.map(({ text }) => text).join(' ')).replace(/\s+/g, ' ');

/** The first lines that end as titles do; null where there are none. */
export function findTitle(lines: readonly Line[]): Title | null {
  const head = lines.slice(0, headLength);
  for (const [at, { text }] of head.entries()) {
    // Numbers begin, so what is below them is no title any more.
    if (readMarker(text) !== null) return null;
    // 通 / 知 is an ending too.
    const before = head[at - 1]?.text ?? '';
    const ending = text.length < 4 && isTitlePiece(before) ? before + text : text;
    if (!isTitlePiece(text) || !titleEnding.test(ending)) continue;
    let from = at;
    while (from > 0 && at - from < mostTitleLines - 1) {
      const below = joined(lines.slice(from, at + 1));
      if (!belongsAbove(lines[from - 1]?.text ?? '', below)) break;
      from -= 1;
    }
    if (!isBalanced(joined(lines.slice(from, at + 1)))) continue;
    const more = trial.test(head[at + 1]?.text ?? '') ? 1 : 0;
    const to = at + 1 + more;
    return { text: joined(lines.slice(from, to)), from, to };
  }
  return null;
}

/** What a notice sends out: X of 关于印发《X》的通知; null for a notice of its own. */
export function sentOut(title: string): string | null {
  const begin = /印\s?发/.exec(title);
  if (!begin || !/的\s?通知$/.test(title)) return null;
  const inside = title
    .slice(begin.index + begin[0].length)
    .replace(/的\s?通知$/, '')
    .trim();
  const quoted = /^[《〈](.*)[》〉](.*)$/.exec(inside);
  const text = quoted ? quoted.slice(1).join('') : inside;
  return text === '' ? null : text;
}

/** Where a title stands again, on one line or several. */
export function findAgain(lines: readonly Line[], title: string, from: number): Title | null {
  const key = titleKey(title);
  for (let at = from; at < lines.length; at += 1) {
    let read = '';
    for (let to = at; to < Math.min(lines.length, at + mostTitleLines) && read.length < key.length; to += 1) {
      const text = lines[to]?.text ?? '';
      const isQuoted = text.startsWith('《') && !title.startsWith('《');
      if (text.length > longestTitleLine || isQuoted) break;
      read += titleKey(text);
      if (!key.startsWith(read)) break;
      if (read !== key) continue;
      const more = trial.test(lines[to + 1]?.text ?? '') ? 2 : 1;
      return { text: joined(lines.slice(at, to + more)), from: at, to: to + more };
    }
  }
  return null;
}

/** What was found out about a document besides its text. */
export interface Facts {
  readonly number: string | null;
  readonly issuer: string | null;
  readonly issuedOn: IsoDate | null;
  /** Lines that say nothing else. */
  readonly used: ReadonlySet<Line>;
}

const nothing: Facts = { number: null, issuer: null, issuedOn: null, used: new Set() };

/** The first that knows counts, for each fact. */
export function firstOf(...facts: readonly Facts[]): Facts {
  return facts.reduce(
    (known, next) => ({
      number: known.number ?? next.number,
      issuer: known.issuer ?? next.issuer,
      issuedOn: known.issuedOn ?? next.issuedOn,
      used: new Set([...known.used, ...next.used]),
    }),
    nothing,
  );
}

/** A signature: bodies on the lines above a date, or above the end where there is no date. */
export function readSignature(lines: readonly Line[]): Facts {
  const at = lines.findIndex(({ text }) => readDateLine(text) !== null);
  const dated = lines.slice(at < 0 ? lines.length : at).slice(0, 1);
  const over = lines.slice(0, at < 0 ? lines.length : at);
  const unfit = over.findLastIndex(({ text }) => !mayBeBody(text));
  const bodies = over.slice(Math.max(unfit + 1, over.length - mostTitleLines));
  const issuer = bodiesOf(bodies.map(({ text }) => text));
  // Without a date only the name of a body shows that it is one.
  const isOne = isBodyName(issuer);
  const issuedOn = dated.map(({ text }) => readDateLine(text))[0] ?? null;
  return { ...nothing, issuer: isOne ? issuer : null, issuedOn, used: new Set([...(isOne ? bodies : []), ...dated]) };
}

/** 示例县委组织部文件 over a document, on one line or several. */
function readBanner(lines: readonly Line[]): Facts {
  const at = lines.findIndex(({ text }) => banner.test(text) && mayBeBody(text));
  if (at < 0) return nothing;
  const isPart = ({ text }: Line): boolean => mayBeBody(text) && text.length >= LEAST_LINE && !isBodyName(text);
  const over = lines.slice(0, at);
  const from = over.findLastIndex((line) => !isPart(line)) + 1;
  const used = lines.slice(from, at + 1);
  const issuer = bodiesOf([
    used
      .map(({ text }) => text)
      .join('')
      .replace(banner, ''),
  ]);
  return issuer === '' ? nothing : { ...nothing, issuer, used: new Set(used) };
}

/** The body that a title begins with: 示例县委组织部关于…. */
function readIssuerOfTitle(title: string): Facts {
  const issuer = title.slice(0, Math.max(0, title.search(/关于|印\s?发/))).trim();
  return isBodyName(issuer) ? { ...nothing, issuer: bodiesOf([issuer]) } : nothing;
}

/** （2021年9月10日示例县委组织部印发） under a title, 示例县委办公室 2021年9月10日印发 under a document. */
function readImprint(lines: readonly Line[]): Facts {
  for (const line of lines) {
    const bare = line.text.replace(/^[（(]|[）)]$/g, '');
    const found = /(?:印发|发布|公布|通过|施行)$/.test(bare) ? findDate(bare) : null;
    if (!found) continue;
    const body = found.before || found.after.replace(/(?:印发|发布|公布|通过|施行)$/, '').trim();
    return { ...nothing, issuedOn: found.date, issuer: isBodyName(body) && mayBeBody(body) ? bodiesOf([body]) : null };
  }
  return nothing;
}

const labelled = (name: string): RegExp => new RegExp(`(?:${name})\\s?[:：]\\s{0,4}(\\S{1,60})`);
const labels = {
  number: labelled('发文字号|文号|文件编号'),
  issuer: labelled('发文机关|发文单位|制发机关|发布机构'),
  date: labelled('成文日期|发文日期|印发日期|生成日期|发布日期|发布时间'),
};

/** What a site tells about a document above it. */
function readLabels(lines: readonly Line[]): Facts {
  const told = lines.filter(({ text }) => isHeadLabel(text));
  const value = (label: RegExp): string => told.map(({ text }) => label.exec(text)?.[1]).find((found) => found) ?? '';
  return {
    number: readDocumentNumber(value(labels.number)),
    issuer: isBodyName(value(labels.issuer)) ? value(labels.issuer) : null,
    issuedOn: findDate(value(labels.date))?.date ?? null,
    used: new Set(told),
  };
}

/** 示组发〔2021〕3号 on a line of its own, or after the name of a body. */
function readNumberLine(lines: readonly Line[]): Facts {
  for (const line of lines) {
    const number = readDocumentNumber(line.text);
    if (number !== null && !/[《》，。]/.test(line.text) && !isHeadLabel(line.text)) {
      return { ...nothing, number, used: new Set([line]) };
    }
  }
  return nothing;
}

/** A date of its own over the text. */
function readDate(lines: readonly Line[]): Facts {
  const line = lines.find(({ text }) => readDateLine(text) !== null);
  return line ? { ...nothing, issuedOn: readDateLine(line.text), used: new Set([line]) } : nothing;
}

/** What the lines over the text tell; `title` is that of the notice, where there is one. */
export function readHead(lines: readonly Line[], title: string): Facts {
  const told = [readNumberLine, readBanner].map((read) => read(lines));
  return firstOf(...told, readIssuerOfTitle(title), readLabels(lines), readImprint(lines), readDate(lines));
}

/** What the lines under the text tell. */
export const readFoot = (lines: readonly Line[]): Facts => firstOf(readSignature(lines), readImprint(lines));
