/**
 * A regulation of the lines of its file. What it makes of it:
 *
 * - The notice that sends a regulation out gives number, issuer and date; none of it is a unit.
 * - Articles (第九条) are units with all that stands in them; without articles 一、, （一） and 1. are, each with what stands before
 *   the next one, and a paragraph about the whole at the end is 末段; without numbers each paragraph is one, 第一段, and a single one 全文.
 * - Words stay as they are, widths of commas too; brackets are as most of that text has them, names of units always in one way.
 * - Forms and other attachments after the text are no units: nobody cites them by an article.
 * - What belongs to no unit is in `unplaced`: the rest of the notice, what stands between title and first unit, attachments, words
 *   that a copy had twice.
 */
import type { PolicyText } from '../domain/policy.ts';
import { siteFoot, withoutContents, withoutFurniture } from './policy-furniture.ts';
import {
  findAgain,
  findTitle,
  firstOf,
  readFoot,
  readHead,
  readSignature,
  sentOut,
  type Facts,
  type Title,
} from './policy-head.ts';
import { cleanLines, endsSentence, titleKey, withLikeBrackets, type Line } from './policy-lines.ts';
import { isReference, readMarker, type MarkerKind } from './policy-markers.ts';
import { isBodyName, mayBeBody, readDateLine } from './policy-numbers.ts';
import { readParagraphs } from './policy-paragraphs.ts';
import { readUnits, type PolicyStyle } from './policy-units.ts';

const attachment = /^附\s?(?:件|表|录|图)(?:\s{0,2}[0-9一二三四五六七八九十]{1,3})?\s{0,2}(?:[:：].{0,80})?$/;

const kindOf = ({ text }: Line): MarkerKind | null => {
  const marker = readMarker(text);
  return marker && !isReference(marker) ? marker.kind : null;
};

/** A line from which on attachments follow. */
function isAttachment(line: Line, before: Line | undefined): boolean {
  if (!attachment.test(line.text.slice(0, 120)) || line.text.length > 120) return false;
  return (
    before === undefined || endsSentence(before.text) || mayBeBody(before.text) || readDateLine(before.text) !== null
  );
}

function styleOf(lines: readonly Line[]): PolicyStyle {
  const articles = lines.filter((line) => kindOf(line) === 'article');
  const begun = articles.some(({ text }) => readMarker(text)?.number === 1);
  if (begun || articles.length > 2) return 'articles';
  return lines.some((line) => ['top', 'sub', 'item'].includes(kindOf(line) ?? '')) ? 'items' : 'paragraphs';
}

const begins: Readonly<Record<PolicyStyle, readonly MarkerKind[]>> = {
  articles: ['division', 'section', 'article'],
  items: ['division', 'section', 'top', 'sub', 'item'],
  paragraphs: [],
};

const isBeginning = (line: Line, style: PolicyStyle): boolean => {
  const kind = kindOf(line);
  return kind !== null && begins[style].includes(kind);
};

/** Where the first unit begins, with the heading over it; 一、 right above an article is one too. */
function beginningOf(lines: readonly Line[], style: PolicyStyle): number {
  const first = Math.max(
    0,
    lines.findIndex((line) => isBeginning(line, style)),
  );
  const above = style === 'articles' ? lines[first - 1] : undefined;
  return above && kindOf(above) === 'top' && !endsSentence(above.text) ? first - 1 : first;
}

/** Parts of the lines of a file, in their order. */
interface Parts {
  readonly title: string;
  /** Title of the notice that sends it out; null where it is no such thing. */
  readonly notice: string | null;
  /** Over the title of the regulation: before, in and after that of the notice. */
  readonly head: readonly (readonly Line[])[];
  /** Between its title and the first unit. */
  readonly preamble: readonly Line[];
  readonly body: readonly Line[];
  /** After the last unit. */
  readonly foot: readonly Line[];
  readonly style: PolicyStyle;
}

/** Where the regulation begins: below its own title, which a notice names. */
function regulationAt(lines: readonly Line[]): { title: Title; notice: Title } | null {
  const notice = findTitle(lines);
  if (!notice) return null;
  const inner = sentOut(notice.text);
  const again = findAgain(lines, inner ?? notice.text, notice.to);
  if (inner === null) return { title: notice, notice };
  return { title: again ?? { ...notice, text: inner }, notice };
}

/** A text without any title is called by its first line. */
const untitled = (lines: readonly Line[]): Title => {
  const first = lines[0];
  const isOne = first !== undefined && first.text.length <= 60 && !endsSentence(first.text) && kindOf(first) === null;
  return { text: isOne ? first.text : '', from: 0, to: isOne ? 1 : 0 };
};

const distribution = /^(?:抄送|抄报|抄发|主送|分送|主题词)\s?[:：]|\d日印发$/;

/** A date of its own, not one that line breaks left alone in the middle of a sentence. */
const isDate = (line: Line, before: Line | undefined): boolean =>
  readDateLine(line.text) !== null && (before === undefined || endsSentence(before.text) || isBodyName(before.text));

/** How many lines of the body come before its signature, attachments and the foot of a site. */
function bodyLength(lines: readonly Line[], style: PolicyStyle): number {
  const attached = lines.findIndex((line, at) => at > 0 && isAttachment(line, lines[at - 1]));
  const end = attached < 0 ? lines.length : attached;
  const site = siteFoot(lines);
  const isEnd = (line: Line, before: Line | undefined): boolean =>
    site.has(line) || isDate(line, before) || (line.text.length <= 200 && distribution.test(line.text));
  const last = Math.max(
    0,
    lines.slice(0, end).findLastIndex((line) => isBeginning(line, style)),
  );
  const stop = lines.findIndex((line, at) => at > last && at < end && isEnd(line, lines[at - 1]));
  return unsigned(lines, last + 1, stop < 0 ? end : stop);
}

/** Without the names of bodies at the end, where they follow a whole sentence. */
function unsigned(lines: readonly Line[], from: number, stop: number): number {
  const isPart = (line: Line | undefined): boolean =>
    line !== undefined && mayBeBody(line.text) && kindOf(line) === null;
  let end = stop;
  while (end > from && stop - end < 6 && isPart(lines[end - 1])) end -= 1;
  const signed = end < stop && endsSentence(lines[end - 1]?.text ?? '');
  return signed && readSignature(lines.slice(end, stop)).issuer !== null ? end : stop;
}

/** Lines of a notice that sends nothing out end where its attachments begin, whatever is numbered there. */
function regionOf(lines: readonly Line[], from: number, isNotice: boolean): readonly Line[] {
  const rest = lines.slice(from);
  if (isNotice) return rest;
  const attached = rest.findIndex((line, at) => at > 0 && isAttachment(line, rest[at - 1]));
  const own = attached < 0 ? rest : rest.slice(0, attached);
  return styleOf(own) === 'paragraphs' ? rest : own;
}

function headOf(lines: readonly Line[], title: Title, notice: Title | null): readonly (readonly Line[])[] {
  if (!notice) return [lines.slice(0, title.from)];
  const after = title === notice ? [] : lines.slice(notice.to, title.from);
  return [lines.slice(0, notice.from), lines.slice(notice.from, notice.to), after];
}

function partsOf(lines: readonly Line[]): Parts {
  const found = regulationAt(lines);
  const title = found?.title ?? untitled(lines);
  const notice = found && sentOut(found.notice.text) !== null ? found.notice : null;
  const style = styleOf(regionOf(lines, title.to, notice !== null));
  const rest = lines.slice(title.to);
  const first = beginningOf(rest, style);
  const key = titleKey(title.text);
  // The title again, over a page or over the text itself.
  const body = rest.slice(first).filter(({ text }) => text.length > 200 || key.length < 6 || titleKey(text) !== key);
  const length = bodyLength(body, style);
  return {
    title: title.text,
    notice: notice?.text ?? null,
    head: headOf(lines, title, notice),
    preamble: rest.slice(0, first).filter(({ text }) => titleKey(text) !== key),
    body: body.slice(0, length),
    foot: body.slice(length),
    style,
  };
}

/** Paragraphs of lines that belong to no unit. */
const unplacedOf = (lines: readonly Line[], used: ReadonlySet<Line>): string[] =>
  readParagraphs(lines.filter((line) => !used.has(line))).paragraphs.map(({ text }) => text);

function factsOf({ title, notice, head, preamble }: Parts, foot: readonly Line[]): Facts {
  const lines = head.flat();
  const over = readHead([...lines, ...preamble], notice ?? title);
  return notice === null ? firstOf(readFoot(foot), over) : firstOf(readSignature(lines), over, readFoot(foot));
}

/** Reads a regulation; never throws, whatever the lines hold. Takes time in proportion to their length. */
export function readPolicyText(raw: readonly string[]): PolicyText {
  const { lines, contents } = withoutContents(withoutFurniture(withLikeBrackets(cleanLines(raw))));
  const parts = partsOf(lines);
  const site = siteFoot(parts.foot);
  const foot = parts.foot.filter((line) => !site.has(line));
  const { used, ...facts } = factsOf(parts, foot);
  const { paragraphs, doubled } = readParagraphs(parts.body);
  const { units, unplaced } = readUnits(paragraphs, parts.style);
  const over = [contents, ...parts.head, parts.preamble].flatMap((part) => unplacedOf(part, used));
  const under = foot.filter((line) => !used.has(line)).map(({ text }) => text);
  return { title: parts.title, ...facts, units, unplaced: [...over, ...unplaced, ...under, ...doubled] };
}
