/** Documents on their way through a conversation: what they are for, and what is told of those that are not kept. */
import { describe, expect, it } from 'vitest';
import type { KeptFile, StoredMessage } from '../../src/chat/message.ts';
import type { LedgerEntry } from '../../src/domain/duty.ts';
import { photo } from '../commands/owed.ts';
import { Conversation } from './conversation.ts';

const file = (name = '11月工作汇报.docx'): KeptFile => ({
  ...{ sha256: 'd'.repeat(64), name, sizeBytes: 86_000 },
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
});
const sent = (text = '', name?: string): Partial<StoredMessage> => ({ kind: 'file', text, files: [file(name)] });
const at = (time: string): { at: string } => ({ at: `2026-12-02 ${time}` });
const talk = (): Conversation => new Conversation('p1');
const entered = ({ last }: Conversation): LedgerEntry[] =>
  last.effects.flatMap((e) => (e.effect === 'add-entry' ? [e.entry] : []));
const namesIn = (said: Conversation): string[][] =>
  entered(said).map(({ files = [] }) => files.map(({ name }) => name));

describe('a document', () => {
  it('with the words of a report goes with it', () => {
    const said = talk();
    expect(said.say(sent('上报 11月工作汇报'))).toEqual(['entry-kept']);
    expect(entered(said)).toMatchObject([{ ledger: 'report', text: '11月工作汇报', files: [file()] }]);
  });

  it.each(['11月工作汇报', '11月月报', '这是11月的工作总结'])('with %s beside it is that report', (words) => {
    const said = talk();
    expect(said.say(sent(words, '附件1.docx'))).toEqual(['entry-kept']);
    expect(entered(said)).toMatchObject([{ ledger: 'report', files: [{ name: '附件1.docx' }] }]);
  });

  it.each(['请看附件', '会议材料', '11月学习材料', '11月汇报还没写好'])('with %s beside it is asked about', (words) => {
    const said = talk();
    expect(said.say(sent(words))).toEqual(['photo-for-what']);
    expect(said.question).toMatchObject({ about: 'photo', files: [file()] });
  });

  it('with the words of a study is kept with its line', () => {
    const said = talk();
    said.say(sent('学习 今天集中学习 12人'));
    expect(entered(said)).toMatchObject([{ ledger: 'study', people: 12, files: [file()] }]);
  });

  it('with nothing said waits; 上报 alone is called as the document is', () => {
    const said = talk();
    expect(said.say(sent())).toEqual(['photo-for-what']);
    expect(said.say('上报')).toEqual(['entry-kept']);
    expect(entered(said)).toMatchObject([{ text: '11月工作汇报', files: [file()] }]);
    expect(said.question).toBeNull();
  });

  it('of an unhelpful name gives it to the report all the same', () => {
    const said = talk();
    said.say(sent('上报', '扫描件001.pdf'));
    expect(entered(said)).toMatchObject([{ text: '扫描件001' }]);
  });

  it('sent by itself joins those that came just before, and a later one of a day before does not', () => {
    const said = talk();
    said.say(sent('', '一.docx'), at('10:00'));
    said.say(sent('', '二.docx'), at('10:01'));
    expect(said.say(sent('上报 11月工作汇报', '三.docx'), at('10:02'))).toEqual(['entry-kept']);
    expect(namesIn(said)).toEqual([['一.docx', '二.docx', '三.docx']]);
    const later = talk();
    later.say(sent('', '旧.docx'), at('10:00'));
    later.say(sent('上报 11月工作汇报', '新.docx'), at('11:00'));
    expect(namesIn(later)).toEqual([['新.docx']]);
  });

  it('and a photo wait together, and both go with what they are for', () => {
    const said = talk();
    said.say({ kind: 'image', images: [photo] }, at('10:00'));
    said.say(sent(), at('10:01'));
    expect(said.last.replies[0]?.result).toMatchObject({ photos: 1, files: [file()] });
    said.say('学习 今天集中学习 12人', at('10:02'));
    expect(entered(said)).toMatchObject([{ images: [photo], files: [file()] }]);
  });

  it('sent with 打卡 is said not to be in it', () => {
    const said = talk();
    expect(said.say(sent('打卡'))).toEqual(['checked-in', 'files-not-used']);
  });

  it('that waited is said not to be in what took its photo', () => {
    const said = talk();
    said.say(sent());
    expect(said.say('日志 上午走访3户')).toEqual(['log-kept', 'files-not-used']);
  });

  it('sent while another question waits leaves that question', () => {
    const said = talk();
    said.say('请假');
    const before = said.question;
    expect(said.say(sent())).toEqual(['files-not-used']);
    expect(said.question).toEqual(before);
  });

  it('passed on is asked about: the words beside it are another’s', () => {
    const said = talk();
    expect(said.say({ ...sent('上报 11月工作汇报'), forwarded: true })).toEqual(['photo-for-what']);
    expect(said.say('上报')).toEqual(['entry-kept']);
  });

  it('goes with 已办 as well', () => {
    const said = talk();
    said.say(sent());
    said.say('已办 1');
    expect(said.question).toBeNull();
  });
});

describe('a document that is not kept', () => {
  const unkept: Partial<StoredMessage> = { kind: 'file', unkept: [{ name: '材料.zip', why: 'kind' }] };

  it('leaves a report to be sent again', () => {
    const said = talk();
    expect(said.say({ ...unkept, text: '上报 11月工作汇报' })).toEqual(['files-not-kept']);
    expect(said.last.replies[0]?.result).toMatchObject({ alone: true });
    expect(entered(said)).toEqual([]);
  });

  it('leaves the report that has another one', () => {
    const said = talk();
    expect(said.say({ ...unkept, ...sent('上报 11月工作汇报') })).toEqual(['entry-kept', 'files-not-kept']);
    expect(said.last.replies[1]?.result).toMatchObject({ alone: false });
  });

  it('with nothing said has nothing recorded; with a study the study is', () => {
    expect(talk().say(unkept)).toEqual(['files-not-kept']);
    const said = talk();
    expect(said.say({ ...unkept, text: '学习 今天集中学习 12人' })).toEqual(['entry-kept', 'files-not-kept']);
  });
});
