import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dueSlots, slotOf, startClock, tickMessage, type Clock, type ClockDeps } from '../../src/chat/clock.ts';
import { StoredMessage } from '../../src/chat/message.ts';
import { openDatabase } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { shanghai } from '../commands/facts.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';

const keysAt = (text: string): string[] => dueSlots(shanghai(text)).map((s) => s.key);
const isUpkeep = (key: string): boolean => key.includes('/upkeep-');
/** Without upkeep, which is always due. */
const partsAt = (text: string): string[] => keysAt(text).filter((key) => !isUpkeep(key));

describe('the slots of a day in Shanghai', () => {
  test.each([
    ['00:00', ['upkeep-00:00']],
    ['00:59', ['upkeep-00:00']],
    ['01:00', ['upkeep-01:00']],
    ['01:09', ['upkeep-01:00']],
    ['03:45', ['upkeep-03:40']],
    ['05:59', ['upkeep-05:50']],
    ['06:00', ['upkeep-06:00']],
    ['07:59', ['upkeep-07:00']],
    ['08:00', ['upkeep-08:00', 'morning', 'duties', 'hour-08']],
    ['08:59', ['upkeep-08:00', 'morning', 'duties', 'hour-08']],
    ['09:00', ['upkeep-09:00', 'morning', 'duties', 'hour-09']],
    ['13:37', ['upkeep-13:00', 'morning', 'duties', 'hour-13']],
    ['19:59', ['upkeep-19:00', 'morning', 'duties', 'hour-19']],
    ['20:00', ['upkeep-20:00', 'evening', 'hour-20']],
    ['20:59', ['upkeep-20:00', 'evening', 'hour-20']],
    ['21:00', ['upkeep-21:00', 'evening']],
    ['23:59', ['upkeep-23:00', 'evening']],
  ])('at %s are %j', (time, slots) => {
    expect(keysAt(`2026-12-02 ${time}`)).toEqual(slots.map((s) => `2026-12-02/${s}`));
  });

  test('are of the day that it is in Shanghai, also around the turn of the year', () => {
    expect(partsAt('2026-12-31 23:59')).toEqual(['2026-12-31/evening']);
    expect(keysAt('2027-01-01 00:00')).toEqual(['2027-01-01/upkeep-00:00']);
    expect(partsAt('2027-01-01 08:00')).toEqual(['2027-01-01/morning', '2027-01-01/duties', '2027-01-01/hour-08']);
  });

  test('are reached on the days on which other zones change their clocks', () => {
    for (const day of ['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25']) {
      expect(partsAt(`${day} 08:00`)).toEqual([`${day}/morning`, `${day}/duties`, `${day}/hour-08`]);
      expect(partsAt(`${day} 20:00`)).toEqual([`${day}/evening`, `${day}/hour-20`]);
    }
  });

  test('have begun, whenever they are looked for, and are never of another day', () => {
    const from = shanghai('2026-12-02 00:00');
    const all = Array.from({ length: 3 * 24 * 60 }, (_, minute) => from + minute * 60_000);
    const seen = all.flatMap((now) => dueSlots(now).map((slot) => ({ now, slot })));
    expect(seen.length).toBeGreaterThan(3000);
    expect(seen.filter(({ now, slot }) => slot.at > now || now - slot.at >= 12 * 3_600_000)).toEqual([]);
    expect(new Set(seen.map(({ slot }) => slot.key)).size).toBe(3 * (3 + 13 + 30 + 19));
  });
});

describe('a tick', () => {
  const now = shanghai('2026-12-02 13:37');
  const [upkeep, morning, duties, hour] = dueSlots(now).map((slot) => tickMessage(slot, now));

  test('is a message that the inbox can keep, sent when its slot began', () => {
    expect(StoredMessage.parse(morning)).toEqual(morning);
    expect(morning).toMatchObject({ platform: 'clock', eventKey: '2026-12-02/morning', receivedAt: now });
    expect(morning?.sentAt).toBe(shanghai('2026-12-02 08:00'));
    expect(hour?.sentAt).toBe(shanghai('2026-12-02 13:00'));
  });

  test('of upkeep, and of duties, is of another sender than the reminders, so that none waits for the others', () => {
    expect(slotOf(upkeep!)).toBe('upkeep');
    expect([morning?.senderId, hour?.senderId]).toEqual(['clock', 'clock']);
    expect([upkeep?.senderId, duties?.senderId]).toEqual(['clock-upkeep', 'clock-duties']);
  });

  test('is said in a group, so that nobody is answered', () => {
    expect([morning?.chatKind, hour?.chatKind]).toEqual(['group', 'group']);
  });

  test('is known by its slot; what a person sends never is', () => {
    expect([morning, duties, hour].map((tick) => slotOf(tick!))).toEqual(['morning', 'duties', 'hour']);
    expect(slotOf({ platform: 'web', otherKind: 'morning' })).toBeNull();
    expect(slotOf({ platform: 'clock', otherKind: 'midnight' })).toBeNull();
    expect(slotOf({ platform: 'clock', otherKind: null })).toBeNull();
  });
});

/** An inbox that keeps each event once, as the store's does, and the clocks of the processes that share it. `rows` are without upkeep, which is always due. */
function inbox() {
  const rows: string[] = [];
  const asked: string[] = [];
  const upkeep = new Set<string>();
  return {
    rows,
    upkeep,
    /** Also what was kept before. */
    asked,
    keep: async (message: StoredMessage): Promise<boolean> => {
      if (isUpkeep(message.eventKey)) return !upkeep.has(message.eventKey) && !!upkeep.add(message.eventKey);
      asked.push(message.eventKey);
      if (rows.includes(message.eventKey)) return false;
      rows.push(message.eventKey);
      return true;
    },
  };
}

/** A clock whose time and ticks the test gives, after its first look. */
async function handClock(at: string, keep: ClockDeps['keep']) {
  let now = shanghai(at);
  let look = (): void => undefined;
  let stopped = false;
  const lines: string[] = [];
  const clock: Clock = startClock({
    keep,
    now: () => now,
    log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    every: (tick) => {
      look = tick;
      return { stop: () => (stopped = true) };
    },
  });
  await settled();
  return {
    lines,
    stop: () => clock.stop(),
    isStopped: () => stopped,
    /** A tick at that time, and what is kept of it. */
    async tick(text: string): Promise<void> {
      now = shanghai(text);
      look();
      await settled();
    },
  };
}

/** Everything that waits for nothing outside has happened. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

const day = '2026-12-02';

describe('the clock', () => {
  test('looks at once when it starts', async () => {
    const { rows, keep } = inbox();
    await handClock(`${day} 08:30`, keep);
    expect(rows).toEqual([`${day}/morning`, `${day}/duties`, `${day}/hour-08`]);
  });

  test('keeps each slot of a day once, and asks the inbox once for each', async () => {
    const { rows, asked, upkeep, keep } = inbox();
    const clock = await handClock(`${day} 00:00`, keep);
    for (let minute = 0; minute < 24 * 60; minute++)
      await clock.tick(`${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`); // prettier-ignore
    const hours = Array.from({ length: 13 }, (_, i) => `${day}/hour-${String(i + 8).padStart(2, '0')}`);
    expect([...rows].sort()).toEqual([...hours, `${day}/morning`, `${day}/duties`, `${day}/evening`].sort());
    expect(asked).toHaveLength(16);
    expect(upkeep.size).toBe(30 + 19);
  });

  test('keeps only what is due now after a week without it', async () => {
    const { rows, keep } = inbox();
    const clock = await handClock(`${day} 08:00`, keep);
    await clock.tick('2026-12-09 14:20');
    expect(rows.slice(3)).toEqual(['2026-12-09/morning', '2026-12-09/duties', '2026-12-09/hour-14']);
  });

  test('does not need to be looked at on the minute', async () => {
    const { rows, keep } = inbox();
    const clock = await handClock(`${day} 07:59`, keep);
    await clock.tick(`${day} 08:03`);
    expect(rows).toEqual([`${day}/morning`, `${day}/duties`, `${day}/hour-08`]);
  });

  test.each([
    ['an hour back', `${day} 10:00`, `${day} 09:00`],
    ['a day back', `${day} 10:00`, '2026-12-01 10:00'],
    ['a month forwards', `${day} 10:00`, '2027-01-02 10:00'],
  ])('set %s and then right again keeps nothing twice and goes on', async (_what, right, wrong) => {
    const { rows, keep } = inbox();
    const clock = await handClock(right, keep);
    await clock.tick(wrong);
    await clock.tick(right);
    await clock.tick(`${day} 11:00`);
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows).toContain(`${day}/hour-11`);
  });

  test('of two processes on one inbox keeps each slot once between them', async () => {
    const { rows, asked, keep } = inbox();
    const clocks = await Promise.all([handClock(`${day} 08:00`, keep), handClock(`${day} 08:00`, keep)]);
    for (const time of ['08:01', '09:00', '20:00'])
      await Promise.all(clocks.map((clock) => clock.tick(`${day} ${time}`)));
    expect(rows).toEqual(['morning', 'duties', 'hour-08', 'hour-09', 'evening', 'hour-20'].map((s) => `${day}/${s}`));
    expect(asked).toHaveLength(2 * rows.length);
  });

  test('that waits for an answer of the inbox goes on with the next slot', async () => {
    const { rows, keep } = inbox();
    const never = new Promise<boolean>(() => undefined);
    const clock = await handClock(`${day} 08:00`, (m) => (m.otherKind === 'morning' ? never : keep(m)));
    await clock.tick(`${day} 09:00`);
    expect(rows).toEqual([`${day}/hour-09`]);
  });

  test('started again keeps nothing of what was kept', async () => {
    const { rows, keep } = inbox();
    await handClock(`${day} 08:00`, keep);
    await handClock(`${day} 08:10`, keep);
    expect(rows).toHaveLength(3);
  });

  test('tries again with the next tick what it could not keep, and logs no more than the name of the failure', async () => {
    const { rows, keep } = inbox();
    let down = true;
    const clock = await handClock(`${day} 08:00`, async (message) => {
      if (down) throw new TypeError('secret of the database');
      return keep(message);
    });
    await clock.tick(`${day} 08:01`);
    expect(rows).toEqual([]);
    expect(clock.lines).toHaveLength(8);
    expect(clock.lines.join('')).toContain('"failure":"TypeError"');
    expect(clock.lines.join('')).not.toContain('secret');
    down = false;
    await clock.tick(`${day} 08:02`);
    expect(rows).toEqual([`${day}/morning`, `${day}/duties`, `${day}/hour-08`]);
  });

  test('keeps the other slots when one could not be kept', async () => {
    const { rows, keep } = inbox();
    await handClock(`${day} 08:00`, async (m) =>
      m.otherKind === 'morning' ? Promise.reject(new Error('down')) : keep(m),
    );
    expect(rows).toEqual([`${day}/duties`, `${day}/hour-08`]);
  });

  test('stops its ticks, and has stopped once the slot in hand is kept', async () => {
    let finish = (): void => undefined;
    const clock = await handClock(`${day} 21:00`, ({ eventKey }) =>
      isUpkeep(eventKey) ? Promise.resolve(true) : new Promise((resolve) => (finish = () => resolve(true))),
    );
    let over = false;
    const stopping = clock.stop().then(() => (over = true));
    await settled();
    expect([clock.isStopped(), over]).toEqual([true, false]);
    finish();
    await stopping;
    expect(over).toBe(true);
  });
});

describe('two processes on one county’s store', () => {
  let county: OpenedCounty;
  beforeAll(async () => {
    county = await openedCounty();
  });
  afterAll(() => county.close());

  test('keep each slot once between them, and each county its own', async () => {
    const other = openDatabase(county.url, county.db.county);
    const elsewhere = openDatabase(county.url, 'elsewhere');
    const clocks = [county.db, other, elsewhere].map((db) =>
      startClock({
        keep: (message) => keepMessage(db, message),
        now: () => shanghai(`${day} 20:00`),
        log: pino({ level: 'silent' }),
        every: () => ({ stop: () => undefined }),
      }),
    );
    await Promise.all(clocks.map((clock) => clock.stop()));
    await Promise.all([other.close(), elsewhere.close()]);
    expect(
      await county.sql('SELECT county, platform, event_key, state::text FROM inbox ORDER BY county, event_key'),
    ).toEqual(
      ['demo', 'elsewhere'].flatMap((id) =>
        ['evening', 'hour-20', 'upkeep-20:00'].map((slot) => ({
          county: id,
          platform: 'clock',
          event_key: `${day}/${slot}`,
          state: 'waiting',
        })),
      ),
    );
  });
});

describe('the minutes by which it looks', () => {
  afterEach(() => vi.useRealTimers());

  test('go on when the server’s clock is set back or forwards, and end with it', async () => {
    vi.useFakeTimers({ now: shanghai(`${day} 10:00`) });
    const now = vi.fn(() => Date.now());
    const clock = startClock({ keep: async () => true, now, log: pino({ level: 'silent' }) });
    expect(now).toHaveBeenCalledTimes(1);
    for (const [i, set] of [`${day} 02:00`, '2027-12-02 10:00'].entries()) {
      vi.setSystemTime(shanghai(set));
      vi.advanceTimersByTime(10 * 60_000);
      expect(now).toHaveBeenCalledTimes(1 + 10 * (i + 1));
    }
    await clock.stop();
    vi.advanceTimersByTime(10 * 60_000);
    expect(now).toHaveBeenCalledTimes(21);
  });
});
