import { describe, expect, test } from 'vitest';
import { changeEntry, type Correction } from '../../src/commands/change-entry.ts';
import type { Outcome, PersonContext } from '../../src/commands/context.ts';
import { takeBackSaid, withdrawAny } from '../../src/commands/take-back.ts';
import type { DutyWorld, Owed } from '../../src/domain/duty.ts';
import type { KeptMessage } from '../../src/domain/kept-message.ts';
import { OFFICER } from '../../src/domain/request.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import { dutyWorld, entry, monthlyReport, photo, study } from './owed.ts';
import { shortLeave } from './requests.ts';

const kept = (id: string, more: Partial<KeptMessage> = {}): KeptMessage => ({
  id,
  at: shanghai('2026-12-02 09:00'),
  entries: [entry({ id: `e${id}`, people: 12 })],
  log: { text: '学习 集中学习 12人', late: false },
  voidedAt: null,
  answers: [`已记学习台账：12月2日（周三），12人。\n这是第 ${id} 条`],
  platformId: `u${id}`,
  confirmedBy: null,
  ...more,
});
interface Keeping extends Scene {
  readonly owed?: readonly Owed[];
  readonly world?: Partial<DutyWorld>;
  readonly quotedInboxId?: bigint;
}
function by(keptNow: readonly KeptMessage[], scene: Keeping = {}): PersonContext {
  const context = saidBy('p1', scene);
  const { owed = [], world, quotedInboxId = null } = scene;
  return { ...context, facts: { ...context.facts, kept: keptNow, owed, world: dutyWorld(world), quotedInboxId } };
}
const voided = (outcome: Outcome): string[] => effectsOf(outcome, 'void-entries').map((e) => e.messageId);
const quote = (messageId: string | null, text: string | null = null): Scene => ({
  message: { quote: { messageId, text } },
});

describe('what 撤销 means', () => {
  const three = [kept('7'), kept('8'), kept('9')];

  test.each([
    ['the last', {}, ['9']],
    ['the one whose confirmation is quoted', { quotedInboxId: 7n }, ['7']],
    ['the one that is quoted itself', quote('u8'), ['8']],
    ['the one whose words are quoted, cut off', quote(null, '已记学习台账：12月2日（周三），12人。\n这是第 8'), ['8']],
    ['nothing of anything else that is quoted', quote('another', '明天上午开会，请准时'), []],
  ] as const)('is %s', (_, scene, ids) => {
    expect(voided(withdrawAny(by(three, scene)))).toEqual(ids);
  });

  test('is not what was taken back, nor the one before it', () => {
    const outcome = withdrawAny(by([kept('7'), kept('8', { voidedAt: 1 })]));
    expect(resultOf(outcome, 'cannot-void').why).toBe('voided');
    expect(outcome.effects).toEqual([]);
  });

  test('may be a leave that waits: it is asked, and where the line is gone already it is the leave', () => {
    const requests = [shortLeave()];
    const outcome = withdrawAny(by([kept('7')], { requests }));
    expect(questionAfter(outcome)).toEqual({
      about: 'which-take-back',
      options: [
        { is: 'request', requestId: requests[0]!.id },
        { is: 'entry', messageId: '7' },
      ],
    });
    expect(saysOf(withdrawAny(by([kept('7', { voidedAt: 1 })], { requests })))).toContain('withdrawn');
    expect(voided(withdrawAny(by([kept('7')], { requests, quotedInboxId: 7n })))).toEqual(['7']);
  });

  test('is no leave where something else is quoted', () => {
    const requests = [shortLeave()];
    for (const more of [
      quote(null, '已记学习台账：11月28日（周六），8人。'),
      quote('another'),
      quote(null, '日志已记录'),
    ]) {
      const outcome = withdrawAny(by([kept('7')], { requests, ...more }));
      expect(resultOf(outcome, 'cannot-void').why).toBe('none');
      expect(outcome.effects).toEqual([]);
    }
    const named = withdrawAny(by([], { requests, ...quote(null, `请假 #${requests[0]!.code} 已提交`) }));
    expect(saysOf(named)).toContain('withdrawn');
  });

  test('said twice is no leave that was there before', () => {
    const requests = [shortLeave()];
    const voidedAt = requests[0]!.openedAt + 1;
    const outcome = withdrawAny(by([kept('7', { voidedAt })], { requests }));
    expect(questionAfter(outcome)).toEqual({
      about: 'which-take-back',
      options: [{ is: 'request', requestId: requests[0]!.id }],
    });
    expect(outcome.effects).toHaveLength(1);
  });

  test('is no line of days ago, unless it is named', () => {
    const old = kept('7', { at: shanghai('2026-11-28 09:00') });
    expect(saysOf(withdrawAny(by([old])))).toEqual(['cannot-withdraw']);
    expect(voided(takeBackSaid(by([old]), 'study', 'void'))).toEqual(['7']);
    expect(resultOf(takeBackSaid(by([old]), 'visit', 'void'), 'cannot-void').why).toBe('none');
  });

  test('ends once the month is confirmed', () => {
    const outcome = takeBackSaid(by([kept('7', { confirmedBy: '示例丙' })]), 'study', 'void');
    expect(resultOf(outcome, 'cannot-void')).toMatchObject({ why: 'confirmed', byName: '示例丙' });
    expect(outcome.effects).toEqual([]);
  });
});

describe('what is owed without it', () => {
  const standing = (outcome: Outcome): string[] =>
    resultOf(outcome, 'entries-voided').owed.map((o) => `${o.done}/${o.atLeast} ${o.state}`);
  const mine = kept('7').entries[0]!;

  test('is less by what it counted for, and by nothing where another of the team told of the same day', () => {
    const owed = [study({ done: 1 })];
    expect(standing(withdrawAny(by([kept('7')], { owed, world: { entries: [mine] } })))).toEqual(['0/2 open']);
    const entries = [mine, entry({ id: 'e6', personId: 'p2' })];
    expect(standing(withdrawAny(by([kept('7')], { owed, world: { entries } })))).toEqual(['1/2 open']);
  });

  test('is late again where its day is over', () => {
    const done = monthlyReport({ dueOn: '2026-12-01', done: 1, state: 'done' });
    const report = entry({ id: 'e7', ledger: 'report', closes: [done.key] });
    const message = kept('7', { entries: [report], log: null });
    expect(standing(withdrawAny(by([message], { owed: [done], world: { entries: [report] } })))).toEqual(['0/1 late']);
    const again = entry({ id: 'e8', ledger: 'report', closes: [done.key] });
    expect(standing(withdrawAny(by([message], { owed: [done], world: { entries: [report, again] } })))).toEqual(['1/1 done']); // prettier-ignore
  });
});

describe('a report that had gone up', () => {
  const report = entry({ id: 'e7', ledger: 'report', text: '年度总结', closes: ['FD-14b.0|team:team-v1||2026-01-01'] });
  const seat = (body: string, ...holderIds: string[]) => ({ body, scopeId: '', title: body, holderIds });

  test('is told to the officer as taken back, once for each', () => {
    const seats = [{ ...OFFICER, title: '经办', holderIds: ['p11', 'p1'] }, seat('别的', 'p9')];
    const outcome = withdrawAny(by([kept('7', { entries: [report], log: null })], { world: { seats } }));
    expect(toldBy(outcome)).toEqual(['here entries-voided', 'p11 report-taken-back']);
    expect(outcome.replies[1]?.once).toBe('taken-back:e7:p11');
  });

  test('or to those whom it goes to, where they have a seat here', () => {
    const seats = [{ ...OFFICER, title: '经办', holderIds: ['p11'] }, seat('县乡村振兴局', 'p9')];
    const outcome = withdrawAny(by([kept('7', { entries: [report], log: null })], { world: { seats } }));
    expect(toldBy(outcome)).toEqual(['here entries-voided', 'p9 report-taken-back']);
  });
});

describe('a correction', () => {
  const said = (more: Partial<Correction['said']> = {}, isWhole = false): Correction => ({
    said: {
      ...{
        ledger: 'study',
        on: '2026-12-02',
        text: '',
        whole: '学习 12人（更正：15人）',
        people: 15,
        wholeTeam: false,
        days: null,
      },
      ...{ level: null, place: null, about: null, problem: null, isDated: false },
      ...more,
    },
    isWhole,
  });
  const along = { images: [], files: [] };
  const entered = (outcome: Outcome) => effectsOf(outcome, 'add-entry')[0]?.entry;

  test('keeps what was not said again, photos included, and the log says what was corrected', () => {
    const before = entry({ id: 'e7', people: 12, images: [photo], on: '2026-12-01' });
    const outcome = changeEntry(by([kept('7', { entries: [before] })]), () => said(), along);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['void-entries', 'add-entry', 'add-log']);
    expect(entered(outcome)).toMatchObject({ people: 15, text: '集中学习', images: [photo], on: '2026-12-01' });
    // It was told of in time.
    expect(effectsOf(outcome, 'add-log')[0]).toMatchObject({ text: '学习 12人（更正：15人）', late: false });
    expect(resultOf(outcome, 'entry-kept')).toMatchObject({ before, late: false });
  });

  test('of a whole line keeps its day alone, and moved to an earlier day is late', () => {
    const before = kept('7').entries[0]!;
    const whole = changeEntry(
      by([kept('7')]),
      () => said({ ledger: 'visit', text: '看望', people: null }, true),
      along,
    );
    expect(entered(whole)).toMatchObject({ ledger: 'visit', text: '看望', people: null, on: before.on });
    const moved = changeEntry(by([kept('7')]), () => said({ on: '2026-11-30', isDated: true }), along);
    expect(effectsOf(moved, 'add-log')[0]).toMatchObject({ on: '2026-11-30', late: true });
  });

  test('counts as if the line had never been', () => {
    const mine = kept('7').entries[0]!;
    const scene = { owed: [study({ done: 1 })], world: { entries: [mine] } };
    const outcome = changeEntry(by([kept('7')], scene), () => said(), along);
    expect(resultOf(outcome, 'entry-kept').towards).toMatchObject([{ done: 1 }]);
  });

  test('of a report closes what it closed', () => {
    const report = entry({ id: 'e7', ledger: 'report', closes: ['FD-14b.0|team:team-v1||2026-01-01'] });
    const about = { every: null, from: null, to: null };
    const message = kept('7', { entries: [report], log: null });
    const outcome = changeEntry(
      by([message]),
      () => said({ ledger: 'report', text: '终稿', people: null, about }),
      along,
    );
    expect(entered(outcome)).toMatchObject({ text: '终稿', closes: report.closes });
    expect(toldBy(outcome)).toEqual(['here entry-kept']);
  });

  test.each([
    ['a line that was taken back', kept('7', { voidedAt: 1 }), 'voided'],
    ['what closed several at once', kept('7', { entries: [entry(), entry()] }), 'several'],
    ['a confirmed month', kept('7', { confirmedBy: '示例丙' }), 'confirmed'],
  ] as const)('of %s is refused', (_, message, why) => {
    const outcome = changeEntry(by([message]), () => said(), along);
    expect(resultOf(outcome, 'cannot-void').why).toBe(why);
    expect(outcome.effects).toEqual([]);
  });

  test('that says nothing of a line, or a day that is to come, leaves it as it was', () => {
    expect(saysOf(changeEntry(by([kept('7')]), () => null, along))).toEqual(['ask-entry']);
    const future = changeEntry(by([kept('7')]), () => said({ on: '2026-12-05', isDated: true }), along);
    expect([saysOf(future), future.effects]).toEqual([['entry-in-future'], []]);
    const problem = { problem: 'no-such-date', said: '11.31' } as const;
    const unread = changeEntry(by([kept('7')]), () => said({ problem }), along);
    expect([saysOf(unread), unread.effects]).toEqual([['invalid-span'], []]);
  });

  test('of which it is asked which report it is waits with the line in its place', () => {
    const owed = [monthlyReport(), monthlyReport({ key: 'o', what: '报送工作小结' })];
    const report = entry({ id: 'e7', ledger: 'report', closes: [] });
    const about = { every: 'month', from: null, to: null } as const;
    const message = kept('7', { entries: [report], log: null });
    const outcome = changeEntry(by([message], { owed }), () => said({ ledger: 'report', text: '月报', about }), along);
    expect(voided(outcome)).toEqual([]);
    expect(questionAfter(outcome)).toMatchObject({ about: 'which-report', instead: '7' });
  });
});
