import { describe, expect, test } from 'vitest';
import { checkIn } from '../../src/commands/check-in.ts';
import { checkOut } from '../../src/commands/check-out.ts';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { AttendanceEvent, Whereabouts } from '../../src/domain/attendance.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Outcome } from '../../src/commands/context.ts';
import type { Request } from '../../src/domain/request.ts';
import { cameOn, effectsOf, resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';
import { shortLeave } from './requests.ts';

const november = (count: number): IsoDate[] =>
  Array.from({ length: count }, (_, i): IsoDate => `2026-11-${String(i + 1).padStart(2, '0')}` as IsoDate);
const event = (kind: AttendanceEvent['kind'], at: string, turn = 0): AttendanceEvent => ({
  personId: 'p1',
  on: at.slice(0, 10) as IsoDate,
  kind,
  turn,
  at: shanghai(at),
});
const at = (moment: string, where: Partial<Whereabouts> = {}, message: Partial<StoredMessage> = {}): Scene => ({
  at: moment,
  days: { p1: where },
  message,
});
const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };
const place = { latitude: 29.86, longitude: 107.73, accuracyMetres: 20, live: false, name: null };
const pin = (datum: 'wgs84' | 'gcj02' | 'unknown' = 'gcj02'): Partial<StoredMessage> => ({
  kind: 'location',
  location: { ...place, datum },
});

describe('a check-in', () => {
  test.each(['00:00', '00:01', '05:59', '08:00', '12:00', '23:59'])('counts for its day at %s', (time) => {
    const outcome = checkIn(saidBy('p1', at(`2026-12-02 ${time}`)), null, []);
    expect(effectsOf(outcome, 'add-attendance').map((e) => e.event)).toEqual([event('arrived', `2026-12-02 ${time}`)]);
    expect(resultOf(outcome, 'checked-in')).toMatchObject({ on: '2026-12-02', back: false, doubtful: false });
  });

  test('keeps a note, photos and the place as they were sent', () => {
    const outcome = checkIn(saidBy('p1', at('2026-12-02 08:00', {}, pin())), '在村委会', [photo]);
    expect(outcome.effects).toEqual([
      {
        effect: 'add-attendance',
        event: event('arrived', '2026-12-02 08:00'),
        note: '在村委会',
        point: { ...place, datum: 'gcj02' },
        doubts: [],
        images: [photo],
        requestId: null,
      },
    ]);
    expect(resultOf(outcome, 'checked-in')).toMatchObject({ photos: 1, located: true });
  });

  test('says how the month stands with it', () => {
    const came = { events: cameOn('p1', ...november(11)) };
    const outcome = checkIn(saidBy('p1', at('2026-11-12 08:00', came)), null, []);
    expect(resultOf(outcome, 'checked-in').figures).toMatchObject({
      month: '2026-11',
      days: 12,
      minDays: 20,
      share: '2/3',
      stillNeeded: 8,
      daysLeft: 18,
      citations: [{ provision: 'FD-09a', article: '第九条' }, { provision: 'CQ-11a' }],
    });
  });

  test('is for cadres only', () => {
    const outcome = checkIn(saidBy('p6'), null, []);
    expect(saysOf(outcome)).toEqual(['not-a-cadre']);
    expect(outcome.effects).toEqual([]);
  });
});

describe('a second one that day', () => {
  test('is answered and not doubled', () => {
    const scene = at('2026-12-02 09:00', { events: [event('arrived', '2026-12-02 08:00')] });
    const outcome = checkIn(saidBy('p1', scene), null, []);
    expect(outcome.effects).toEqual([]);
    expect(resultOf(outcome, 'already-here')).toMatchObject({ on: '2026-12-02', since: shanghai('2026-12-02 08:00') });
    expect(resultOf(outcome, 'already-here').figures).toMatchObject({ days: 1, stillNeeded: 20, daysLeft: 29 });
  });

  test('after having left is a return, each with a turn of its own', () => {
    const events = [event('arrived', '2026-12-02 08:00'), event('left', '2026-12-02 12:00')];
    const back = checkIn(saidBy('p1', at('2026-12-02 14:00', { events })), null, []);
    expect(effectsOf(back, 'add-attendance')[0]?.event).toEqual(event('returned', '2026-12-02 14:00', 0));
    expect(resultOf(back, 'checked-in')).toMatchObject({ back: true, figures: { days: 1 } });
    events.push(event('returned', '2026-12-02 14:00'), event('left', '2026-12-02 16:00', 1));
    const again = checkIn(saidBy('p1', at('2026-12-02 18:00', { events })), null, []);
    expect(effectsOf(again, 'add-attendance')[0]?.event).toEqual(event('returned', '2026-12-02 18:00', 1));
  });

  test('said before they left, and long on its way, is no return', () => {
    const events = [event('arrived', '2026-12-02 08:00'), event('left', '2026-12-02 18:00')];
    const outcome = checkIn(saidBy('p1', at('2026-12-02 17:00', { events })), null, []);
    expect(outcome.effects).toEqual([]);
    expect(resultOf(outcome, 'already-here').since).toBe(shanghai('2026-12-02 08:00'));
  });

  test('a minute after midnight is the next day’s first', () => {
    const scene = at('2026-12-03 00:01', { events: [event('arrived', '2026-12-02 23:59')] });
    expect(effectsOf(checkIn(saidBy('p1', scene), null, []), 'add-attendance')[0]?.event).toMatchObject({
      on: '2026-12-03',
      kind: 'arrived',
    });
  });
});

describe('on leave', () => {
  const leave = (toHalf: 'am' | 'pm'): Partial<Whereabouts> => ({
    leaves: [{ fromOn: '2026-12-01', toOn: '2026-12-02', fromHalf: 'am', toHalf }],
  });

  test('it counts, and says until when the leave goes', () => {
    const outcome = checkIn(saidBy('p1', at('2026-12-02 08:00', leave('pm'))), null, []);
    expect(resultOf(outcome, 'checked-in')).toMatchObject({ onLeaveUntil: '2026-12-02', figures: { days: 1 } });
  });

  test('for half a day it counts as the other half', () => {
    const outcome = checkIn(saidBy('p1', at('2026-12-02 14:00', leave('am'))), null, []);
    expect(resultOf(outcome, 'checked-in')).toMatchObject({ onLeaveUntil: null, figures: { days: 0.5 } });
  });
});

describe('after a leave', () => {
  const span = { fromOn: '2026-12-08', toOn: '2026-12-10', fromHalf: 'am', toHalf: 'pm' } as const;
  const approved = (more: Partial<Request> = {}): Request =>
    shortLeave({ state: 'approved', step: 1, version: 2, ...more });
  const came = (moment: string, requests: readonly Request[], where: Partial<Whereabouts> = {}): Outcome =>
    checkIn(saidBy('p1', { ...at(moment, where), requests }), null, []);
  const ended = (outcome: Outcome): string[] =>
    effectsOf(outcome, 'end-leave').map((e) => `${e.requestId} ${e.on} ${e.half}`);

  test('it reports the return: the leave was taken whole, and nothing more is asked', () => {
    const outcome = came('2026-12-11 08:00', [approved()]);
    expect(ended(outcome)).toEqual(['r1 2026-12-10 pm']);
    expect(effectsOf(outcome, 'move-request')).toMatchObject([
      { requestId: 'r1', version: 2, state: 'approved', step: 1 },
    ]);
    expect(resultOf(outcome, 'checked-in')).toMatchObject({ endedLeave: 'A1B2', onLeaveUntil: null });
  });

  test.each([
    ['the last day’s evening', '2026-12-10 18:00', ['r1 2026-12-10 pm']],
    ['days after', '2026-12-14 08:00', ['r1 2026-12-10 pm']],
    ['the last day’s afternoon: who comes early says so', '2026-12-10 17:59', []],
    ['a day before', '2026-12-09 08:00', []],
  ])('on %s', (_, moment, expected) => {
    expect(ended(came(moment, [approved()]))).toEqual(expected);
  });

  test.each([
    ['2026-12-10 11:59', []],
    ['2026-12-10 12:00', ['r1 2026-12-10 am']],
  ])('that ends at noon, at %s', (moment, expected) => {
    expect(ended(came(moment, [approved({ span: { ...span, toHalf: 'am' }, days: 2.5 })]))).toEqual(expected);
  });

  test('of two in a row ends both', () => {
    const second = approved({ id: 'r5', code: 'J9K1', span: { ...span, fromOn: '2026-12-11', toOn: '2026-12-12' } });
    const outcome = came('2026-12-13 08:00', [second, approved()]);
    expect(ended(outcome)).toEqual(['r1 2026-12-10 pm', 'r5 2026-12-12 pm']);
    expect(resultOf(outcome, 'checked-in').endedLeave).toBe('J9K1');
  });

  test.each<[string, Partial<Request>]>([
    ['is reported already', { ended: { on: '2026-12-10', half: 'pm', at: 0 } }],
    ['is not approved', { state: 'open' }],
    ['was cancelled', { state: 'cancelled' }],
    ['is somebody else’s', { applicantId: 'p2' }],
  ])('that %s nothing is ended', (_, more) => {
    const outcome = came('2026-12-11 08:00', [approved(more)]);
    expect(ended(outcome)).toEqual([]);
    expect(resultOf(outcome, 'checked-in').endedLeave).toBeNull();
  });

  test('a second check-in that day ends nothing: the first did', () => {
    const events = [event('arrived', '2026-12-11 08:00')];
    expect(came('2026-12-11 09:00', [approved()], { events }).effects).toEqual([]);
  });
});

describe('a location', () => {
  test('that was forwarded, or sent in a group, is kept nowhere', () => {
    const forwarded = checkIn(saidBy('p1', at('2026-12-02 08:00', {}, { ...pin(), forwarded: true })), null, []);
    const grouped = checkIn(saidBy('p1', at('2026-12-02 08:00', {}, { ...pin(), chatKind: 'group' })), null, []);
    expect([saysOf(forwarded), forwarded.effects]).toEqual([['location-forwarded'], []]);
    expect([saysOf(grouped), grouped.effects]).toEqual([['location-in-group'], []]);
  });

  test.each([
    ['on the way for two minutes', { receivedAt: shanghai('2026-12-02 08:02') }, []],
    ['on the way for longer', { receivedAt: shanghai('2026-12-02 08:02') + 1 }, ['old']],
    ['of no known datum', pin('unknown'), ['unknown-datum']],
    ['both', { ...pin('unknown'), receivedAt: shanghai('2026-12-02 09:00') }, ['old', 'unknown-datum']],
  ] as const)('%s is counted, and what makes it doubtful is kept', (_, message, doubts) => {
    const outcome = checkIn(saidBy('p1', at('2026-12-02 08:00', {}, { ...pin(), ...message })), null, []);
    expect(effectsOf(outcome, 'add-attendance')[0]?.doubts).toEqual(doubts);
    expect(resultOf(outcome, 'checked-in').doubtful).toBe(doubts.length > 0);
  });

  test.each([
    ['in the fence', 'wgs84', 29.86, 'inside', null],
    ['as far off as the fence reaches with the phone’s error', 'wgs84', 29.86 + 518 / 111_195, 'inside', null],
    ['a little further', 'wgs84', 29.86 + 525 / 111_195, 'outside', 25],
    ['half a kilometre off on a map of China, which is the same place', 'gcj02', 29.8573, 'inside', null],
    ['the same figures, said to be of the other datum', 'wgs84', 29.8573 - 0.003, 'outside', null],
  ] as const)('%s', (_, datum, latitude, side, metres) => {
    const fence = { latitude: 29.86, longitude: 107.73, radiusMetres: 500 };
    const gcj = datum === 'gcj02' ? { longitude: 107.7341, latitude } : { longitude: 107.73, latitude };
    const scene = at('2026-12-02 08:00', {}, { ...pin(), location: { ...place, datum, ...gcj } });
    const outcome = checkIn(saidBy('p1', { ...scene, fence }), null, []);
    expect(effectsOf(outcome, 'add-attendance')[0]?.event.fence).toBe(side);
    const { outsideMetres } = resultOf(outcome, 'checked-in');
    if (side === 'inside') expect(outsideMetres).toBeNull();
    else expect(outsideMetres).toBeGreaterThan(0);
    if (metres !== null) expect(outsideMetres).toBeCloseTo(metres, 0);
  });

  test('of no known datum is inside where either reading of it is, and stays doubtful', () => {
    const fence = { latitude: 29.86, longitude: 107.73, radiusMetres: 100 };
    const scene = (far: number): Scene => ({
      ...at(
        '2026-12-02 08:00',
        {},
        { ...pin('unknown'), location: { ...place, datum: 'unknown', longitude: 107.73 + far } },
      ),
      fence,
    });
    const near = checkIn(saidBy('p1', scene(0)), null, []);
    const away = checkIn(saidBy('p1', scene(0.1)), null, []);
    expect(effectsOf(near, 'add-attendance')[0]).toMatchObject({
      event: { fence: 'inside' },
      doubts: ['unknown-datum'],
    });
    expect(effectsOf(away, 'add-attendance')[0]).toMatchObject({
      event: { fence: 'outside' },
      doubts: ['unknown-datum'],
    });
  });

  test('outside counts as any other, and without a fence nothing is said of it', () => {
    const fence = { latitude: 30.86, longitude: 107.73, radiusMetres: 500 };
    const outside = checkIn(saidBy('p1', { ...at('2026-12-02 08:00', {}, pin()), fence }), null, []);
    const without = checkIn(saidBy('p1', at('2026-12-02 08:00', {}, pin())), null, []);
    const words = checkIn(saidBy('p1', { ...at('2026-12-02 08:00'), fence }), null, []);
    expect(resultOf(outside, 'checked-in').figures).toEqual(resultOf(without, 'checked-in').figures);
    for (const outcome of [without, words]) {
      expect(effectsOf(outcome, 'add-attendance')[0]?.event).not.toHaveProperty('fence');
      expect(resultOf(outcome, 'checked-in').outsideMetres).toBeNull();
    }
  });

  test('none makes no doubt, however long the words were on their way', () => {
    const late = { receivedAt: shanghai('2026-12-02 20:00') };
    const outcome = checkIn(saidBy('p1', at('2026-12-02 08:00', {}, late)), null, []);
    expect(effectsOf(outcome, 'add-attendance')[0]).toMatchObject({ doubts: [], point: null });
  });
});

describe('leaving', () => {
  test('is kept, and the day stays counted', () => {
    const scene = at('2026-12-02 18:00', { events: [event('arrived', '2026-12-02 08:00')] });
    const outcome = checkOut(saidBy('p1', scene), '回县城开会');
    expect(effectsOf(outcome, 'add-attendance')).toMatchObject([
      { event: event('left', '2026-12-02 18:00'), note: '回县城开会' },
    ]);
    expect(saysOf(outcome)).toEqual(['checked-out']);
  });

  test('is said once', () => {
    const events = [event('arrived', '2026-12-02 08:00'), event('left', '2026-12-02 18:00')];
    const outcome = checkOut(saidBy('p1', at('2026-12-02 19:00', { events })), null);
    expect(outcome.replies.map((r) => r.result)).toEqual([
      { says: 'already-left', since: shanghai('2026-12-02 18:00') },
    ]);
    expect(outcome.effects).toEqual([]);
  });

  test('again after a return has a turn of its own', () => {
    const events = [
      event('arrived', '2026-12-02 08:00'),
      event('left', '2026-12-02 12:00'),
      event('returned', '2026-12-02 14:00'),
    ];
    const outcome = checkOut(saidBy('p1', at('2026-12-02 18:00', { events })), null);
    expect(effectsOf(outcome, 'add-attendance')[0]?.event).toEqual(event('left', '2026-12-02 18:00', 1));
  });

  test.each<[string, Partial<Whereabouts>]>([
    ['who has not come', {}],
    ['whose word was said before they came, and long on its way', { events: [event('arrived', '2026-12-02 19:00')] }],
    ['who came yesterday', { events: [event('arrived', '2026-12-01 08:00')] }],
    ['who is on leave', { leaves: [{ fromOn: '2026-12-02', toOn: '2026-12-02', fromHalf: 'am', toHalf: 'pm' }] }],
  ])('is nothing: %s', (_, where) => {
    const outcome = checkOut(saidBy('p1', at('2026-12-02 18:00', where)), null);
    expect([saysOf(outcome), outcome.effects]).toEqual([['not-here-yet'], []]);
  });

  test('is for cadres only', () => {
    expect(saysOf(checkOut(saidBy('p6'), null))).toEqual(['not-a-cadre']);
  });
});
