/** Documents: sent with the words that say what they are, or before them, and what becomes of those that are not kept. */
import { expect } from 'vitest';
import { SAMPLE_DOCX, SAMPLE_PDF, largePdf } from '../../fakes/sample-documents.ts';
import { expectAll, type Conversation } from './conversation.ts';
import type { Stage } from './stage.ts';

interface Line {
  readonly ledger: string;
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly sizeBytes: number }[];
}
const lines = (stage: Stage): Promise<Line[]> =>
  stage.sql<Line>('SELECT ledger, text, files FROM ledger_entry ORDER BY at');
const namesOf = (found: readonly Line[]): string[][] => found.map(({ files }) => files.map(({ name }) => name));

const noWords = ({ platform }: Stage): string | null =>
  platform.name === 'feishu' || platform.name === 'wechat' ? 'no words go with a document' : null;
/** The web chat refuses it before it is a message. */
const refusedBefore = ({ platform }: Stage): string | null =>
  platform.name === 'web' ? 'it is refused when it is posted' : null;

export const documents: readonly Conversation[] = [
  {
    title: 'a report with its document in one message is kept with it, byte for byte',
    unlike: noWords,
    play: async (stage, { p1, p3 }) => {
      await p1.file('11月工作汇报.docx', SAMPLE_DOCX, '上报 11月工作汇报');
      expectAll(await p1.heard(), '上报台账', '附件：11月工作汇报.docx (1 KB)');
      const [line] = await lines(stage);
      expect(line).toMatchObject({ ledger: 'report', text: '11月工作汇报', files: [{ name: '11月工作汇报.docx' }] });
      expect(Buffer.compare((await stage.files.read(line!.files[0]!.sha256))!, SAMPLE_DOCX)).toBe(0);
      const shown = [...(await p3.byBot()), ...(await p3.byBot('group'))];
      expect(shown.flatMap(({ fileNames }) => fileNames)).toEqual([]);
      await p1.say('附件');
      expectAll(await p1.heard(), '上报：11月工作汇报.docx');
      const given = (await p1.byBot()).findLast(({ fileNames }) => fileNames.length > 0)!;
      expect(given.fileNames).toEqual(['11月工作汇报.docx']);
      expect(Buffer.compare(await p1.side.save(given, 0), SAMPLE_DOCX)).toBe(0);
    },
  },
  {
    title: 'documents with nothing said are asked about, and 上报 alone takes them and their name',
    play: async (stage, { p1 }) => {
      await p1.file('11月工作汇报.docx', SAMPLE_DOCX);
      expectAll(await p1.heard(), '收到文件 1 个', '附件：11月工作汇报.docx', '要做什么', '上报');
      await p1.file('附表.pdf', SAMPLE_PDF);
      expectAll(await p1.heard(), '收到文件 2 个', '11月工作汇报.docx', '附表.pdf');
      expect(await lines(stage)).toEqual([]);
      await p1.say('上报');
      expectAll(await p1.heard(), '上报台账', '附件：11月工作汇报.docx (1 KB)、附表.pdf (1 KB)');
      expect(await lines(stage)).toMatchObject([
        { text: '11月工作汇报', files: [{ name: '11月工作汇报.docx' }, { name: '附表.pdf' }] },
      ]);
      await p1.say('上报 11月工作汇报');
      expect(namesOf(await lines(stage))).toEqual([['11月工作汇报.docx', '附表.pdf'], []]);
    },
  },
  {
    title: 'a document waits through a question about something else',
    play: async (stage, { p1 }) => {
      await p1.file('学习材料.pdf', SAMPLE_PDF);
      await p1.say('还差什么');
      await p1.say('学习 今天集中学习 12人');
      expectAll(await p1.heard(), '学习台账', '附件：学习材料.pdf');
      expect(namesOf(await lines(stage))).toEqual([['学习材料.pdf']]);
    },
  },
  {
    title: 'what is no document, too large or not whole is refused with what to do',
    unlike: refusedBefore,
    play: async (stage, { p1 }) => {
      await p1.file('材料.zip', SAMPLE_DOCX, '上报 11月工作汇报');
      expectAll(await p1.heard(), '材料.zip 没有收下', '解开', '还没有记录');
      await p1.file('年度总结.pdf', largePdf(21 * 1024 * 1024), '上报 年度总结');
      expectAll(await p1.heard(), '年度总结.pdf 没有收下', '超过 20 MB');
      await p1.file('汇报.docx', Buffer.from('<html>'), '');
      expectAll(await p1.heard(), '汇报.docx 没有收下', '可能没有传完整');
      expect(await lines(stage)).toEqual([]);
    },
  },
];
