/** A day of 300 cadres on three accounts: no cap is broken at any instant, nothing is lost or comes twice, and who writes is answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capsOf } from '../../bots/wechat/pace.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { usualDay } from './usual-day.ts';
import { accountOf, accounts, hasWeb, type AccountName } from './wechat-county.ts';
import { playDay, type Day, type Row } from './wechat-day.ts';
import { againstCaps, groupedBy, mostIn, quantile, waits } from './wechat-tally.ts';

const hourMs = 3_600_000;

let database: TestDatabase;
let day: Day;
let rowOf: ReadonlyMap<string, Row>;
/** The texts that went as one message, by that. */
let byJoin: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  database = await freshDatabase();
  day = await playDay(database.url, usualDay);
  rowOf = new Map(day.rows.map((row) => [row.id, row]));
  const atOnce = groupedBy(day.settled, ({ id, at }) => `${rowOf.get(id)!.conversation} ${at}`);
  const texts = [...atOnce.values()].map((those) => those.map(({ id }) => rowOf.get(id)!.text));
  byJoin = new Map(texts.map((those) => [those.join('\n\n'), those]));
}, 300_000);
afterAll(() => database.drop());

const ofDay = (at: number): number => (at - day.midnight) / hourMs;
const isOn = (platform: AccountName) => (said: Day['said'][number]) =>
  accountOf(said.personId) === platform && said.inGroup === undefined;

describe('the caps of an account', () => {
  test.each(accounts)('%s are kept wherever a window is laid', (platform) => {
    const found = againstCaps(day.sent, platform, capsOf(usualDay.dailyCaps[platform]));
    expect(found.filter(({ cap, most }) => most > cap.count)).toEqual([]);
    // It was a day on which they mattered.
    expect(found.map(({ most }) => most).every((most) => most > 0)).toBe(true);
  });

  test('are reached: eight in a minute by a busy account, all of the day by the one that begins', () => {
    const most = (platform: AccountName) => againstCaps(day.sent, platform, capsOf(usualDay.dailyCaps[platform])).map((c) => c.most); // prettier-ignore
    expect(Math.max(...accounts.map((platform) => most(platform)[1]!))).toBeGreaterThanOrEqual(7);
    expect(most('wechat-3')[3]).toBe(usualDay.dailyCaps['wechat-3']);
  });

  test('leave reminders no place that is kept for answers', () => {
    const texts = new Set(day.rows.filter((row) => row.key.startsWith('n:due:')).map((row) => row.text));
    for (const platform of accounts) {
      const own = day.sent.filter((s) => s.platform === platform);
      const crowded = own.filter(({ text, at }) => {
        const before = own.filter((s) => s.at <= at && s.at > at - hourMs).length;
        return (
          texts.has(text) && (before > 120 || own.filter((s) => s.at <= at).length > usualDay.dailyCaps[platform] * 0.8)
        );
      });
      expect(crowded).toEqual([]);
    }
  });

  test('are counted by a count that would find too many', () => {
    expect(mostIn([0, 10, 59, 60, 72, 200], 60)).toBe(3);
    expect(mostIn([0, 10, 59, 60, 72, 200], 61)).toBe(4);
    const twice = day.sent.flatMap((s) => [s, s]);
    for (const platform of accounts) {
      const found = againstCaps(twice, platform, capsOf(usualDay.dailyCaps[platform]));
      expect(found.filter(({ cap, most }) => most > cap.count).length).toBeGreaterThan(1);
    }
  });
});

describe('what was to be said', () => {
  test('was said once, or waits on the account that may say no more, for those who have no other and for groups', () => {
    const settled = day.settled.map((s) => s.id);
    expect(new Set(settled).size).toBe(settled.length);
    const left = day.rows.filter((row) => !settled.includes(row.id));
    expect(left.filter((row) => row.state !== 'waiting' || row.platform !== 'wechat-3')).toEqual([]);
    const isDirect = ({ conversation }: Row): boolean => !conversation.startsWith('room-');
    expect(left.filter((row) => isDirect(row) && hasWeb(row.personId ?? ''))).toEqual([]);
    expect(settled.length + left.length).toBe(day.rows.length);
  });

  test('was shown as it was written, each text as often as it was to be said', () => {
    const shown = day.sent.flatMap(({ text }) => byJoin.get(text) ?? [text]).sort();
    expect(shown).toEqual(day.settled.map(({ id }) => rowOf.get(id)!.text).sort());
  });

  test('stayed in order in each chat, but for what has a time of its own or was moved', () => {
    const moved = new Set(day.moved.map((m) => m.outboxId));
    const plain = day.settled.filter(({ id }) => !moved.has(id) && !rowOf.get(id)!.key.startsWith('n:due:'));
    for (const [, those] of groupedBy(plain, ({ id }) => `${rowOf.get(id)!.platform} ${rowOf.get(id)!.conversation}`)) {
      const ids = those.map(({ id }) => Number(id));
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
    }
  });

  test('to a group came as one message where much was to be said at once', () => {
    const many = [...byJoin.values()].filter((texts) => texts.length > 1);
    expect(many.length).toBeGreaterThan(3);
    expect(Math.max(...many.map((texts) => texts.length))).toBeGreaterThanOrEqual(3);
  });

  test('of the month’s study came to every group once, in the morning', () => {
    const reminders = day.sent.filter((s) => s.conversation.startsWith('room-') && s.text.includes('快到期'));
    expect(new Set(reminders.map((s) => s.conversation)).size).toBe(75);
    expect(reminders).toHaveLength(75);
    expect(Math.max(...reminders.map((s) => ofDay(s.at)))).toBeLessThan(9.5);
  });
});

describe('whoever writes', () => {
  const known = (platform: AccountName) => waits(day, isOn(platform));

  test('to an account with room for the day is answered within the minute, in the peak of the morning too', () => {
    const found = known('wechat');
    expect(found.length).toBeGreaterThan(250);
    // 0.06, 0.56 and 0.66 minutes when this was written.
    expect(quantile(found, 0.5)).toBeLessThan(0.2);
    expect(quantile(found, 0.99)).toBeLessThan(1);
    expect(quantile(found, 1)).toBeLessThan(2);
    const inPeak = waits(day, (said) => isOn('wechat')(said) && ofDay(said.at) > 8 && ofDay(said.at) < 9);
    expect(inPeak.length).toBeGreaterThan(40);
    expect(quantile(inPeak, 0.99)).toBeLessThan(1);
  });
});

describe('an account that was warned', () => {
  const inQuiet = (at: number): boolean => day.quiet.some((q) => at >= q.from && at < q.until);
  const during = (said: Day['said'][number]): boolean => isOn('wechat-2')(said) && inQuiet(said.at);

  test('says nothing for two hours; what waits goes to the web within minutes where they have it', () => {
    expect(day.quiet.map((q) => [q.platform, q.until - q.from])).toEqual([['wechat-2', 2 * hourMs]]);
    expect(day.sent.filter((s) => s.platform === 'wechat-2' && inQuiet(s.at))).toEqual([]);
    const moved = day.moved.filter((m) => m.from === 'wechat-2');
    expect(moved.length).toBeGreaterThan(3);
    expect(new Set(moved.map((m) => `${m.to} ${m.why}`))).toEqual(new Set(['web down']));
    const waited = waits(day, (said) => during(said) && hasWeb(said.personId));
    expect(waited.length).toBeGreaterThan(5);
    expect(quantile(waited, 1)).toBeLessThan(4);
  });

  test('speaks again after it, and those who have no other channel are answered then', () => {
    const waited = waits(day, (said) => during(said) && !hasWeb(said.personId));
    expect(waited.length).toBeGreaterThan(0);
    expect(quantile(waited, 1)).toBeLessThan(130);
    expect(day.sent.some((s) => s.platform === 'wechat-2' && s.at > day.quiet[0]!.until)).toBe(true);
  });
});

test('What is over the cap of the small account goes to the web, and only that, each with its reason.', () => {
  const over = day.moved.filter((m) => m.why === 'over-cap');
  expect(over.length).toBeGreaterThan(50);
  expect(new Set(over.map((m) => `${m.from} ${m.to}`))).toEqual(new Set(['wechat-3 web']));
  expect(over.every(({ outboxId }) => rowOf.get(outboxId)!.personId !== null)).toBe(true);
  expect(over.every(({ outboxId }) => rowOf.get(outboxId)!.state === 'sent')).toBe(true);
  expect(new Set(day.moved.map((m) => m.outboxId)).size).toBe(day.moved.length);
});
