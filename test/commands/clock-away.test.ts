import { describe, expect, test } from 'vitest';
import type { ClockSlot } from '../../src/commands/clock.ts';
import type { Outcome } from '../../src/commands/context.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Due } from '../../src/domain/facts.ts';
import type { Request } from '../../src/domain/request.ts';
import type { CountySettings } from '../../src/domain/settings.ts';
import { approved, keysOf, look, movedOn, notBack, over, span, toldOf } from './clock-look.ts';
import { resultOf, shanghai, toldBy } from './facts.ts';
import { makeUpRequest } from './requests.ts';

describe('a leave that is over', () => {
  test.each([
    ['2026-12-03', []],
    ['2026-12-02', ['p1 are-you-back']],
    ['2026-12-01', ['p1 are-you-back']],
    ['2026-11-30', ['p1 are-you-back']],
    ['2026-11-29', []],
    ['2026-11-25', []],
  ] as [IsoDate, string[]][])('on %s: in the evening of 2 December %j', (toOn, told) => {
    expect(toldBy(look({ slot: 'evening', at: '2026-12-02 20:00', due: notBack(over(toOn)) }))).toEqual(told);
  });

  test('is asked about on its last evening also where it ended at noon', () => {
    const noon = over('2026-12-02', { span: span('2026-12-01', '2026-12-02', { toHalf: 'am' }) });
    expect(toldBy(look({ slot: 'evening', due: notBack(noon) }))).toEqual(['p1 are-you-back']);
  });

  test('is asked about once each evening, with a button that reports the return', () => {
    const outcome = look({ slot: 'evening', due: notBack(over('2026-12-02')) });
    expect(outcome.replies.map((r) => [r.once, r.requestId])).toEqual([['r1:back.2026-12-02:p1', 'r1']]);
    expect(outcome.replies[0]!.buttons).toEqual([{ label: 'end-leave', action: { does: 'end-leave', requestId: 'r1' } }]); // prettier-ignore
  });

  test.each([
    ['2026-12-03', []],
    ['2026-12-02', []],
    ['2026-12-01', ['p3 return-unreported']],
    ['2026-11-25', ['p3 return-unreported']],
  ] as [IsoDate, string[]][])('on %s: in the morning of 2 December %j', (toOn, told) => {
    const outcome = look({ due: notBack(over(toOn)) });
    expect(toldBy(outcome)).toEqual(told);
    expect(keysOf(outcome, 'return-unreported')).toEqual(told.map(() => 'r1:unreported:p3'));
  });

  test.each<ClockSlot>(['morning', 'evening'])('is not spoken of in the %s once its applicant was seen', (slot) => {
    expect(look({ slot, due: notBack(over('2026-12-01'), '2026-12-02') }).replies).toEqual([]);
  });

  test.each<ClockSlot>(['morning', 'evening'])('is not spoken of in the %s once the return is reported', (slot) => {
    const ended = { on: '2026-12-01', half: 'pm', at: shanghai('2026-12-01 18:00') } as const;
    expect(look({ slot, due: notBack(over('2026-12-01', { ended })) }).replies).toEqual([]);
  });

  const longer = (more: Partial<Request> = {}): Request =>
    movedOn('2026-12-02', { id: 'r5', extendsId: 'r1', span: span('2026-12-02', '2026-12-04'), ...more });

  test.each<[string, Partial<Due>]>([
    ['an extension that nobody has answered', { requests: [longer()] }],
    ['an extension that the officer holds', { requests: [longer({ state: 'held', steps: [] })] }],
    ['an approved extension', { away: [longer({ state: 'approved' })] }],
    ['an extension that is over itself', { ended: [{ request: longer({ state: 'approved', span: span('2026-12-02', '2026-12-02') }), cameBackOn: null }] }], // prettier-ignore
    ['an approved leave from the next day', { away: [longer({ state: 'approved', extendsId: null })] }],
  ])('is not spoken of while %s goes on from it', (_what, due) => {
    const all: Partial<Due> = { ...due, ended: [...notBack(over('2026-12-01')).ended!, ...(due.ended ?? [])] };
    for (const slot of ['morning', 'evening'] as const) {
      const spoken = look({ slot, due: all }).replies.filter((r) => ['are-you-back', 'return-unreported'].includes(r.result.says)); // prettier-ignore
      expect(spoken.map((r) => r.requestId)).not.toContain('r1');
    }
  });

  test.each<[string, Partial<Due>]>([
    ['another leave that is not decided', { requests: [longer({ extendsId: null })] }],
    ['an approved leave after a day between', { away: [longer({ state: 'approved', extendsId: null, span: span('2026-12-03', '2026-12-04') })] }], // prettier-ignore
    ['an approved leave that ended no later', { away: [longer({ state: 'approved', extendsId: null, span: span('2026-11-29', '2026-12-01') })] }], // prettier-ignore
    ['the leave of somebody else', { away: [longer({ state: 'approved', extendsId: null, applicantId: 'p2' })] }],
    ['a missed check-in', { requests: [makeUpRequest({ extendsId: 'r1', movedAt: shanghai('2026-12-02 07:00') })] }],
  ])('is spoken of in spite of %s', (_what, due) => {
    const all: Partial<Due> = { ...notBack(over('2026-12-01')), ...due };
    expect(toldOf(look({ due: all }), 'return-unreported')).toEqual(['p3 return-unreported']);
    expect(toldOf(look({ slot: 'evening', due: all }), 'are-you-back')).toEqual(['p1 are-you-back']);
  });

  test('is nobody’s where nobody but the applicant keeps the attendance', () => {
    expect(look({ holders: { 驻村第一书记: ['p1'] }, due: notBack(over('2026-12-01')) }).replies).toEqual([]);
  });
});

describe('the list of who is away', () => {
  const daily: Partial<CountySettings> = { whereabouts: 'daily' };
  const today = (applicantId: string, more: Partial<Request> = {}): Request =>
    approved({ id: `away-${applicantId}`, applicantId, span: span('2026-12-01', '2026-12-03'), ...more });
  const listOf = (outcome: Outcome): unknown[] => outcome.replies.map((r) => [r.recipient, r.result, r.once]);

  test('goes to each team of which somebody is away, with names and last days only', () => {
    const away = [today('p1'), today('p4', { span: span('2026-12-02', '2026-12-02') }), today('p2')];
    const outcome = look({ settings: daily, due: { away } });
    const people = [
      { name: '示例甲', until: '2026-12-03' },
      { name: '示例乙', until: '2026-12-03' },
    ];
    expect(listOf(outcome)).toEqual([
      [{ to: 'team', teamId: 'team-v1' }, { says: 'away-today', on: '2026-12-02', people }, 'away:2026-12-02:team-v1'],
      [
        { to: 'team', teamId: 'team-t1' },
        { says: 'away-today', on: '2026-12-02', people: [{ name: '示例丁', until: '2026-12-02' }] },
        'away:2026-12-02:team-t1',
      ],
    ]);
    expect(JSON.stringify(outcome.replies)).not.toContain('母亲住院');
    expect(outcome.replies.map((r) => [r.requestId, r.images])).toEqual([[null, []], [null, []]]); // prettier-ignore
  });

  test('goes to nobody where nobody is away', () => {
    expect(look({ settings: daily }).replies).toEqual([]);
  });

  test.each(['each', 'none'] as const)('is not sent where the county chose %s', (whereabouts) => {
    expect(look({ settings: { whereabouts }, due: { away: [today('p1')] } }).replies).toEqual([]);
  });

  test.each<ClockSlot>(['hour', 'evening'])('is not sent in the slot %s', (slot) => {
    expect(look({ slot, settings: daily, due: { away: [today('p1')] } }).replies).toEqual([]);
  });

  test.each<[string, Partial<Request>, string | null]>([
    ['begins today at noon', { span: span('2026-12-02', '2026-12-04', { fromHalf: 'pm' }) }, '2026-12-04'],
    ['ends today at noon', { span: span('2026-12-01', '2026-12-02', { toHalf: 'am' }) }, '2026-12-02'],
    ['begins tomorrow', { span: span('2026-12-03', '2026-12-04') }, null],
    ['was ended yesterday', { ended: { on: '2026-12-01', half: 'pm', at: 0 } }, null],
    ['was ended today at noon', { ended: { on: '2026-12-02', half: 'am', at: 0 } }, '2026-12-02'],
    ['is of somebody who left the county', { applicantId: 'gone' }, null],
    ['is of somebody without a team', { applicantId: 'p6' }, null],
  ])('has a leave that %s as %s', (_what, more, until) => {
    const outcome = look({ settings: daily, due: { away: [today('p1', more)] } });
    const shown = outcome.replies.flatMap((r) => (r.result.says === 'away-today' ? r.result.people : []));
    expect(shown.map((p) => p.until)).toEqual(until === null ? [] : [until]);
  });

  test('has a person with two leaves once, until the later one ends', () => {
    const first = today('p1', { span: span('2026-12-01', '2026-12-02', { toHalf: 'am' }) });
    const second = today('p1', { id: 'r8', span: span('2026-12-02', '2026-12-05', { fromHalf: 'pm' }) });
    for (const away of [[first, second], [second, first]]) // prettier-ignore
      expect(resultOf(look({ settings: daily, due: { away } }), 'away-today').people).toEqual([{ name: '示例甲', until: '2026-12-05' }]); // prettier-ignore
  });
});
