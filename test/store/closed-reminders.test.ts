/** A digest that waits for its minute goes where all of it is done by then; one that says anything else stays. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Send, WorkResult } from '../../src/store/apply.ts';
import { leaseMessages } from '../../src/store/outbox.ts';
import { appliedTo, openedCounty, resultOf, sendTo, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const applied = (...results: readonly WorkResult[]): Promise<void> => appliedTo(county.db, ...results);

const today = '2026-12-02';
const later = wednesday + 1_800_000;
const study = 'FD-11a.0|team:team-v1||2026-12-01';
const report = 'FD-14b.0|person:p1||2026-12-01';
const note = (...keys: string[]): Effect => ({ effect: 'note-reminders', keys, on: today, listedFor: [] });
const done = (keys: readonly string[], on: IsoDate = today): Effect => ({ effect: 'drop-reminders', on, done: keys });
const digest = (reader: string, more = ''): Send =>
  sendTo(reader.startsWith('team:') ? 'p2' : reader, `n:due:${today}:${reader}${more}`, { notBefore: later });

const morning = (effects: readonly Effect[], ...sends: readonly Send[]): Promise<void> =>
  applied(resultOf(1n, 'p1', effects, sends));
const closed = (...effects: readonly Effect[]): Promise<void> => applied(resultOf(2n, 'p1', effects));
const waiting = async (): Promise<string[]> =>
  (await county.sql<{ key: string }>(`SELECT key FROM outbox ORDER BY key`)).map(({ key }) =>
    key.slice(`n:due:${today}:`.length),
  );
const noted = async (): Promise<string[]> =>
  (await county.sql<{ key: string }>('SELECT key FROM reminder ORDER BY key')).map(({ key }) => key);

describe('a digest that waits', () => {
  test('goes once all of it is done, and counts as never said', async () => {
    await morning([note(`${study}|ahead-5|p1`, `${study}|last-day|p1`)], digest('p1'));
    await closed(done([study]));
    expect(await waiting()).toEqual([]);
    expect(await noted()).toEqual([]);
  });

  test('stays as it is where anything else is in it, until that is done as well', async () => {
    await morning([note(`${study}|ahead-5|p1`, `${report}|ahead-3|p1`)], digest('p1'));
    await closed(done([study]));
    expect(await waiting()).toEqual(['p1']);
    expect(await noted()).toHaveLength(2);
    await closed(done([study, report]));
    expect(await waiting()).toEqual([]);
  });

  test('stays for a line on days in the village or a table', async () => {
    await morning([note(`${study}|ahead-5|p1`, 'month-table|2026-11|p1')], digest('p1'));
    await closed(done([study]));
    expect(await waiting()).toEqual(['p1']);
  });

  test('goes in the groups of the team, in all its parts, and from everybody else who was to be told of nothing else', async () => {
    const keys = ['team:team-v1', 'p3', 'p2'].map((reader) => `${study}|ahead-5|${reader}`);
    await morning(
      [note(...keys, `${report}|ahead-3|p2`)],
      digest('team:team-v1'),
      digest('team:team-v1', ':1'),
      digest('p3'),
      digest('p3', '~1'),
      digest('p2'),
    );
    await closed(done([study]));
    expect(await waiting()).toEqual(['p2']);
    expect(await noted()).toEqual([`${study}|ahead-5|p2`, `${report}|ahead-3|p2`].sort());
  });

  test('is not taken for another of a like name, another day or another duty', async () => {
    await morning([note(`${study}|ahead-5|p1`, `${study}0|ahead-5|p10`)], digest('p1'), digest('p10'));
    await closed(done([study], '2026-12-03'));
    await closed(done([]));
    expect(await waiting()).toEqual(['p1', 'p10']);
    await closed(done([study]));
    expect(await waiting()).toEqual(['p10']);
    expect(await noted()).toEqual([`${study}0|ahead-5|p10`]);
  });

  test('that is being sent, or was, stays', async () => {
    await morning([note(`${study}|ahead-5|p1`)], digest('p1'));
    const leased = await leaseMessages(county.db, [{ platform: 'web', idempotentSend: true }], 8, 60_000, later);
    expect(leased).toHaveLength(1);
    await closed(done([study]));
    expect(await waiting()).toEqual(['p1']);
    expect(await noted()).toHaveLength(1);
  });

  test('of the same batch goes as well', async () => {
    await applied(
      resultOf(1n, 'p9', [note(`${study}|ahead-5|p1`)], [digest('p1')]),
      resultOf(2n, 'p1', [done([study])]),
    );
    expect(await waiting()).toEqual([]);
  });

  test('leaves no trace in the audit log', async () => {
    await closed(done([study]));
    expect(await county.sql('SELECT verb FROM audit_entry')).toEqual([]);
  });
});
