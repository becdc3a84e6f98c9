/** Documents on their way through a conversation: what they are for, and what is told of those that are not kept. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeptFile, StoredMessage } from '../../src/chat/message.ts';
import type { LedgerEntry, Owed } from '../../src/domain/duty.ts';
import { route } from '../../src/chat/router.ts';
import type { Outcome } from '../../src/commands/context.ts';
import type { Question } from '../../src/domain/dialogue.ts';
import { effectsOf, resultOf, saidBy, saysOf } from '../commands/facts.ts';
import { entry, monthlyReport, photo } from '../commands/owed.ts';
import { Conversation } from './conversation.ts';

const file = (name = '11月工作汇报.docx'): KeptFile => ({
  ...{ sha256: createHash('sha256').update(name).digest('hex'), name, sizeBytes: 86_000 },
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
});
const sent = (text = '', name?: string): Partial<StoredMessage> => ({ kind: 'file', text, files: [file(name)] });
const at = (time: string): { at: string } => ({ at: `2026-12-02 ${time}` });
const talk = (): Conversation => new Conversation('p1');
const entered = ({ last }: Conversation): LedgerEntry[] =>
  last.effects.flatMap((e) => (e.effect === 'add-entry' ? [e.entry] : []));
const namesIn = (said: Conversation): string[][] =>
  entered(said).map(({ files = [] }) => files.map(({ name }) => name));

const studyLine = { ledger: 'study', text: '', people: null, days: null, level: null, place: null, wholeTeam: false };

/** What comes of a document with those words while that is asked and those are owed. */
function told(question: Question, owed: readonly Owed[], words: string): Outcome {
  const context = saidBy('p1', { question, message: sent(words, '二.docx') });
  const facts = { ...context.facts, owed };
  return route({ ...context, facts }).run(facts);
}

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

  it('that waited is said to be used for nothing once another question takes its place', () => {
    const said = talk();
    said.say(sent());
    expect(said.say('补卡 昨天')).toEqual(['ask-make-up-reason', 'files-not-used']);
    expect(said.say('上报')).toEqual(['ask-entry']);
    expect(said.last.effects.map(({ effect }) => effect)).not.toContain('open-request');
  });

  it('that waited is said to be used for nothing once a talk is taken up again, of which 上报 is no reason', () => {
    const said = talk();
    said.say('请假 12.8-12.10');
    said.say('补卡 昨天');
    said.say('取消');
    said.say(sent());
    expect(said.say('继续')).toContain('files-not-used');
    expect(said.question).toMatchObject({ about: 'leave', asked: 'reason' });
    expect(said.say('上报')).toEqual(['ask-entry']);
  });

  it.each(['学习 12.5 集中学习 12人', '改为 15人', '已办 9'])('waits on where %s is refused', (words) => {
    const said = talk();
    said.say(sent());
    said.say(words);
    expect(said.last.replies.map(({ result }) => result.says)).not.toContain('files-not-used');
    expect(said.question).toMatchObject({ about: 'photo', files: [file()] });
    said.say('上报');
    expect(entered(said)).toMatchObject([{ files: [file()] }]);
  });

  it.each(['家里有事', '确认'])('with %s beside it, as an answer, is said not to be in it', (words) => {
    const said = talk();
    said.say('请假 12.8-12.10');
    expect(said.say(sent(words))).toContain('files-not-used');
    expect(said.question).toMatchObject({ about: 'leave' });
  });

  it('with words that ask for nothing leaves the report of which it is asked', () => {
    const owed = [monthlyReport(), monthlyReport({ key: 'o', what: '报送工作小结' })];
    const along = { images: [], files: [file('一.docx')] };
    const line = { ...studyLine, ledger: 'report', text: '11月月报' } as const;
    const question = { about: 'which-report', on: '2026-12-02', text: '上报', entry: line, ...along } as const;
    const asked = { ...question, owedKeys: owed.map(({ key }) => key) };
    const unread = told(asked, owed, '会议材料');
    expect([saysOf(unread), unread.effects]).toEqual([['files-not-used'], []]);
    const answered = told(asked, owed, '1');
    expect(saysOf(answered)).toEqual(['entry-kept', 'files-not-used']);
    expect(effectsOf(answered, 'add-entry')[0]?.entry.files).toEqual(along.files);
    expect(resultOf(answered, 'files-not-used').files).toEqual([file('二.docx')]);
  });

  it('of an hour before is said not to be in the report of a new one', () => {
    const said = talk();
    said.say(sent('', '旧.docx'), at('10:00'));
    expect(said.say(sent('上报 11月工作汇报', '新.docx'), at('11:00'))).toEqual(['entry-kept', 'files-not-used']);
    expect(said.last.replies[1]?.result).toMatchObject({ files: [{ name: '旧.docx' }] });
  });

  it('with 打卡 is told of once with what waited', () => {
    const said = talk();
    said.say(sent('', '一.docx'), at('10:00'));
    expect(said.say(sent('打卡', '二.docx'), at('10:01'))).toEqual(['checked-in', 'files-not-used']);
    expect(said.last.replies[1]?.result).toMatchObject({ files: [{ name: '一.docx' }, { name: '二.docx' }] });
  });

  it('passed on is asked about: the words beside it are another’s', () => {
    const said = talk();
    expect(said.say({ ...sent('上报 11月工作汇报'), forwarded: true })).toEqual(['photo-for-what']);
    expect(said.say('上报')).toEqual(['entry-kept']);
  });

  it('goes with 已办 as well', () => {
    const done = told({ about: 'photo', images: [], files: [file()] }, [monthlyReport()], '已办 汇报工作');
    expect(saysOf(done)).toEqual(['duties-done']);
    expect(resultOf(done, 'duties-done').files).toEqual([file(), file('二.docx')]);
  });

  it('with 改为 goes with the line that it corrects, and is not said to be left', () => {
    const context = saidBy('p1', { message: sent('改为两天') });
    const trip = entry({ ledger: 'training', people: null, days: 1, on: '2026-12-02' });
    const kept = { id: '7', at: context.facts.now, entries: [trip], log: null, voidedAt: null };
    const facts = { ...context.facts, kept: [{ ...kept, answers: [], platformId: 'u7', confirmedBy: null }] };
    const outcome = route({ ...context, facts }).run(facts);
    expect(saysOf(outcome)).toEqual(['entry-kept']);
    expect(effectsOf(outcome, 'add-entry')[0]?.entry.files).toEqual([file()]);
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
