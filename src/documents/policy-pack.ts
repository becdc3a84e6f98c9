/** Which pack of rules is of a regulation that was imported. */
import type { PolicyText } from '../domain/policy.ts';
import { titleKey } from './policy-lines.ts';
import { sentOut } from './policy-head.ts';
import { isBodyName, readDocumentNumber } from './policy-numbers.ts';

interface NamedPack {
  readonly id: string;
  readonly title: string;
  /** 文号, or where there is none who issued it and when. */
  readonly number: string;
}

/** What is left of a title without who issued it, 关于印发…的通知 and quotes. */
function bareTitle(title: string): string {
  const about = title.indexOf('关于');
  const own = about > 0 && isBodyName(title.slice(0, about).trim()) ? title.slice(about) : title;
  return titleKey(sentOut(own) ?? own);
}

/**
 * The pack with the same number, else the only one with the same title; null where there is none. Two different numbers are two
 * documents, however alike their titles: a new edition is not the old one.
 */
export function packOf(text: PolicyText, packs: readonly NamedPack[]): string | null {
  const number = text.number === null ? null : readDocumentNumber(text.number);
  const same = number === null ? undefined : packs.find((pack) => readDocumentNumber(pack.number) === number);
  if (same) return same.id;
  const title = bareTitle(text.title);
  const alike = packs.filter(
    (pack) =>
      title !== '' && bareTitle(pack.title) === title && (number === null || readDocumentNumber(pack.number) === null),
  );
  return alike.length === 1 ? (alike[0]?.id ?? null) : null;
}
