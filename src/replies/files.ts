/** Words about documents that people send along. */
import type { FileRef } from '../domain/dialogue.ts';
import { documentKinds, MAX_DOCUMENT_BYTES, type SentFile, type UnkeptFile } from '../domain/document-file.ts';
import type { Result } from '../domain/reply.ts';
import { dates, day, lines } from './format.ts';
import { ledgerNames } from './ledger-names.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** 9 KB, 1.2 MB: decimal, as phones say it. */
export function size(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  return kilobytes < 1000 ? `${kilobytes} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const named = (files: readonly FileRef[]): string =>
  files.map(({ name, sizeBytes }) => `${name} (${size(sizeBytes)})`).join('、');

/** 附件：11月工作汇报.docx (86 KB); false where there is none. */
export const attached = (files: readonly FileRef[] = []): string | false => files.length > 0 && `附件：${named(files)}`;

/** What a document is for is mostly said by its name. */
export function forWhat({ photos, files = [] }: Of<'photo-for-what'>): string {
  const [first] = files;
  if (!first) return `收到照片 ${photos} 张。要做什么？回复“打卡”，或“日志 内容”。`;
  const report = `上报 ${first.name.replace(/\.[^.]+$/, '')}`;
  return lines(
    `收到${photos > 0 ? `照片 ${photos} 张、` : ''}文件 ${files.length} 个，还没有记录。`,
    attached(files),
    `要做什么？要上报就回复“上报”，按文件名记成“${report}”；也可以写“上报 11月工作汇报”，或“学习 今天集中学习 12人”这样记进台账。`,
  );
}

const largest = `${MAX_DOCUMENT_BYTES / 1_000_000} MB`;

const whys: Readonly<Record<UnkeptFile['why'], string>> = {
  kind: `只收文档（${documentKinds.join('、')}）。压缩包请解开后一个一个发，别的请另存为 docx 或 pdf`,
  size: `超过 ${largest}，收不下。请把里面的图片压缩，或另存为 pdf，或分成几份再发`,
  broken: '打不开，可能没有传完整，或改过扩展名。请在手机或电脑上打开看看，再发一次',
  gone: '没有取到。请再发一次',
};

const isPicture = (name: string): boolean => /\.(?:jpe?g|png|gif|webp|bmp|heic)$/i.test(name);
const whyOf = ({ name, why }: UnkeptFile): string =>
  why === 'kind' && isPicture(name) ? '图片请用发照片的方式发，不要当文件发' : whys[why];

export const notKept = ({ files, alone }: Of<'files-not-kept'>): string =>
  lines(
    files.map((file) => `文件 ${file.name} 没有收下：${whyOf(file)}。`),
    alone ? '这条还没有记录；发文件时写上“上报 11月工作汇报”就行。' : '文字已照常处理。',
  );

export const notUsed = ({ files, why }: Of<'files-not-used'>): string =>
  why === 'question-open'
    ? `文件 ${files[0]?.name ?? ''} 没有用上：请先答完上面的问题，或回复“取消”，再发一次文件。`
    : lines(
        `文件没有存进这条记录：${named(files)}。`,
        '文件可以随“上报”和台账（学习、走访、培训、院坝会）一起发；打卡、请假、日志只收照片。',
      );

const line = ({ on, ledger, file }: SentFile): string =>
  `· ${day(on)} ${ledgerNames[ledger]}：${file.name} (${size(file.sizeBytes)})`;
const mostNamed = 15;

export const own = ({ from, to, sent, others }: Of<'own-files'>): string =>
  sent.length === 0
    ? `${dates(from, to)}您没有发过文件。上报时把文件一起发，写上“上报 11月工作汇报”。`
    : lines(
        `${dates(from, to)}您随记录发过的文件 ${sent.length + others.length} 个${others.length > 0 ? `，最近 ${sent.length} 个一起发给您` : '，一起发给您'}：`,
        [...sent, ...others].slice(0, mostNamed).map(line),
        others.length > 0 && '要更早的，写上月份，如“附件 11月”。',
      );
