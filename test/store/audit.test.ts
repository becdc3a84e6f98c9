import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import { apply } from '../../src/store/apply.ts';
import { recordAudit } from '../../src/store/audit.ts';
import { rebuiltAt, verifyAudit, type AuditVerdict, type Witness } from '../../src/store/audit-verify.ts';
import { keepWitness, noteHead, readWitnesses, witnessFile } from '../../src/store/audit-witness.ts';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const log = (text: string): Effect => ({
  effect: 'add-log',
  personId: 'p1',
  on: '2026-12-02',
  at: wednesday,
  text,
  late: false,
  images: [],
});
let inboxId = 500n;
const write = (...texts: readonly string[]): Promise<void> => {
  inboxId += 1n;
  const result = resultOf(inboxId, 'p1', texts.map(log));
  return inTransaction(county.db, (tx) => apply(tx, county.db.county, [result], wednesday));
};
const verify = (): Promise<AuditVerdict> => verifyAudit(county.db);
/** Three transactions with two, one and three entries. */
const sixEntries = async (): Promise<bigint[]> => {
  await write('一', '二');
  await write('三');
  await write('四', '五', '六');
  return (await county.sql<{ id: string }>('SELECT id FROM audit_entry ORDER BY id')).map((r) => BigInt(r.id));
};

describe('a chain that was left alone', () => {
  test('holds, empty and filled', async () => {
    expect(await verify()).toEqual({ ok: true, links: 0, entries: 0 });
    await sixEntries();
    expect(await verify()).toEqual({ ok: true, links: 3, entries: 6 });
  });

  test('says who changed what, when, and in which message', async () => {
    await write('上午走访');
    const rows = await county.sql('SELECT at, person_id, verb, subject, payload::json, inbox_id FROM audit_entry');
    expect(rows).toEqual([
      {
        at: new Date(wednesday),
        person_id: 'p1',
        verb: 'add-log',
        subject: 'person:p1',
        payload: log('上午走访'),
        inbox_id: String(inboxId),
      },
    ]);
  });

  test('holds when a payload is erased', async () => {
    const [, second] = await sixEntries();
    await county.sql('UPDATE audit_entry SET payload = NULL WHERE id = $1', [second]);
    expect(await verify()).toEqual({ ok: true, links: 3, entries: 6 });
  });

  test('holds over many pages of links', async () => {
    for (let i = 0; i < 15; i++) await Promise.all(Array.from({ length: 7 }, (_, n) => write(`${i}.${n}`)));
    expect(await verify()).toEqual({ ok: true, links: 105, entries: 105 });
  });

  test('has no gap or fork after twenty writes at the same time through two pools', async () => {
    const other = openDatabase(county.url, county.db.county);
    try {
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          inTransaction(i % 2 ? other : county.db, (tx) =>
            apply(tx, county.db.county, [resultOf(BigInt(700 + i), 'p1', [log(String(i))])], wednesday),
          ),
        ),
      );
    } finally {
      await other.close();
    }
    expect(await verify()).toEqual({ ok: true, links: 20, entries: 20 });
  });

  test('is kept apart for each county', async () => {
    await write('一');
    const elsewhere = { ...county.db, county: 'elsewhere' };
    await inTransaction(county.db, (tx) => apply(tx, 'elsewhere', [resultOf(900n, 'p1', [log('别县')])], wednesday));
    expect(await verifyAudit(elsewhere)).toEqual({ ok: true, links: 1, entries: 1 });
    expect(await verify()).toEqual({ ok: true, links: 1, entries: 1 });
  });

  test('holds over a link of more entries than a query can name one by one', async () => {
    await write(...Array.from({ length: 33_000 }, (_, i) => String(i)));
    await write('后来');
    expect(await verify()).toEqual({ ok: true, links: 2, entries: 33_001 });
  });
});

describe('tampering', () => {
  test.each([
    ['what was written', `UPDATE audit_entry SET payload = replace(payload, '三', '伞') WHERE id = $1`, 'payload'],
    ['its salt', `UPDATE audit_entry SET salt = salt || '0' WHERE id = $1`, 'payload'],
    ['its digest', `UPDATE audit_entry SET digest = repeat('0', 64) WHERE id = $1`, 'hash'],
    ['who did it', `UPDATE audit_entry SET person_id = 'p2' WHERE id = $1`, 'hash'],
    ['when', `UPDATE audit_entry SET at = at + interval '1 day' WHERE id = $1`, 'hash'],
    ['what it is about', `UPDATE audit_entry SET subject = 'person:p2' WHERE id = $1`, 'hash'],
    ['what was done', `UPDATE audit_entry SET verb = 'add-attendance' WHERE id = $1`, 'hash'],
    ['which message it came from', `UPDATE audit_entry SET inbox_id = 1 WHERE id = $1`, 'hash'],
  ])('is found in the link where it happened: %s', async (_, sql, why) => {
    const ids = await sixEntries();
    await county.sql(sql, [ids[2]]);
    expect(await verify()).toMatchObject({ ok: false, seq: 2, why });
  });

  test('is found when a payload is erased and who did it changed', async () => {
    const ids = await sixEntries();
    await county.sql(`UPDATE audit_entry SET payload = NULL, person_id = 'p2' WHERE id = $1`, [ids[2]]);
    expect(await verify()).toMatchObject({ ok: false, seq: 2, why: 'hash' });
  });

  test('names the entry whose payload was changed', async () => {
    const ids = await sixEntries();
    await county.sql(`UPDATE audit_entry SET payload = '{}' WHERE id = $1`, [ids[4]]);
    expect(await verify()).toEqual({ ok: false, seq: 3, why: 'payload', entryId: ids[4] });
  });

  test('is found when an entry is deleted, or one is slipped in', async () => {
    const ids = await sixEntries();
    await county.sql(`INSERT INTO audit_entry (county, at, verb, subject, payload, salt, digest)
      SELECT county, at, verb, subject, payload, salt, digest FROM audit_entry WHERE id = $1`, [ids[0]]); // prettier-ignore
    expect(await verify()).toMatchObject({ ok: false, seq: null, why: 'unlinked-entry' });
    await county.sql('DELETE FROM audit_entry WHERE id > $1', [ids[5]]);
    expect(await verify()).toMatchObject({ ok: true });
    await county.sql('DELETE FROM audit_entry WHERE id = $1', [ids[2]]);
    expect(await verify()).toEqual({ ok: false, seq: 2, why: 'entry-missing', entryId: ids[2] });
  });

  test('is found when the order of entries or links is changed', async () => {
    await sixEntries();
    await county.sql('UPDATE audit_link SET entry_ids = ARRAY[entry_ids[2], entry_ids[1]] WHERE seq = 1');
    expect(await verify()).toMatchObject({ ok: false, seq: 1, why: 'hash' });
    await county.sql('UPDATE audit_link SET entry_ids = ARRAY[entry_ids[2], entry_ids[1]] WHERE seq = 1');
    await county.sql('UPDATE audit_link SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq > 1');
    await county.sql('UPDATE audit_link SET seq = -seq WHERE seq < 0');
    expect(await verify()).toMatchObject({ ok: false, seq: 2, why: 'previous' });
  });

  test('is found when a link is cut out of the middle', async () => {
    await sixEntries();
    await county.sql('DELETE FROM audit_link WHERE seq = 2');
    expect(await verify()).toMatchObject({ ok: false, seq: 2, why: 'gap' });
  });

  test('is found when the tail is cut off and its entries are left, or the entries and not the links', async () => {
    const ids = await sixEntries();
    await county.sql('DELETE FROM audit_link WHERE seq = 3');
    expect(await verify()).toEqual({ ok: false, seq: null, why: 'unlinked-entry', entryId: ids[3] });
    await county.clear();
    const again = await sixEntries();
    await county.sql('DELETE FROM audit_entry WHERE id >= $1', [again[3]]);
    expect(await verify()).toEqual({ ok: false, seq: 3, why: 'entry-missing', entryId: again[3] });
  });

  test('is found by the head when links and entries are cut off together: where the chain ends and where it should', async () => {
    const ids = await sixEntries();
    await cutTail(ids);
    expect(await verify()).toEqual({ ok: false, seq: 2, why: 'cut-tail', headSeq: 3 });
    await write('后来');
    expect(await verify()).toMatchObject({ ok: false, seq: 3, why: 'gap' });
  });

  test('is found by the head when the whole chain is gone', async () => {
    await sixEntries();
    await county.sql('DELETE FROM audit_entry');
    await county.sql('DELETE FROM audit_link');
    expect(await verify()).toEqual({ ok: false, seq: 0, why: 'cut-tail', headSeq: 3 });
  });

  test.each([
    ['set back', 'UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_link WHERE seq = 2), entries = 3', 2],
    ['removed', 'DELETE FROM audit_head', null],
    ['given another hash', `UPDATE audit_head SET hash = repeat('0', 64)`, 3],
    ['given another count', 'UPDATE audit_head SET entries = 5', 3],
  ])('of the head alone is found: %s', async (_, sql, headSeq) => {
    await sixEntries();
    await county.sql(sql);
    expect(await verify()).toEqual({ ok: false, seq: 3, why: 'head', headSeq });
  });

  test('that removes the head lets the county go on, and a record of it stays in the chain', async () => {
    await sixEntries();
    expect(await rebuiltAt(county.db)).toEqual([]);
    await county.sql('DELETE FROM audit_head');
    await write('后来');
    await write('再后来');
    expect(await verify()).toEqual({ ok: true, links: 5, entries: 9 });
    expect(await rebuiltAt(county.db)).toEqual([new Date(wednesday)]);
    const [record] = await county.sql<{ payload: string }>(
      `SELECT payload FROM audit_entry WHERE verb = 'rebuild-audit-head'`,
    );
    expect(JSON.parse(record!.payload)).toMatchObject({ seq: 3 });
  });

  test('that removes the head is found until the next write', async () => {
    await sixEntries();
    await county.sql('DELETE FROM audit_head');
    expect(await verify()).toEqual({ ok: false, seq: 3, why: 'head', headSeq: null });
  });
});

/** The last link with its entries. */
async function cutTail(ids: readonly bigint[]): Promise<void> {
  await county.sql('DELETE FROM audit_entry WHERE id >= $1', [ids[3]]);
  await county.sql('DELETE FROM audit_link WHERE seq = 3');
}
const rollHeadBack = (): Promise<unknown> =>
  county.sql('UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_link WHERE seq = 2), entries = 3');

describe('what was noted outside the database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'zhucun-heads-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const note = (): Promise<Witness | null> => noteHead(county.db, folder, wednesday);
  const check = (): Promise<AuditVerdict> => verifyAudit(county.db, readWitnesses(folder, county.db.county).lines);

  test('fits a chain that was left alone, and one that went on', async () => {
    expect(await note()).toBeNull();
    await sixEntries();
    expect(await note()).toMatchObject({ seq: 3, at: '2026-12-02T02:00:00.000Z' });
    expect(await note()).toBeNull();
    await write('七');
    await note();
    expect(readWitnesses(folder, county.db.county).lines.map((l) => l.seq)).toEqual([3, 4]);
    expect(await check()).toEqual({ ok: true, links: 4, entries: 7 });
  });

  test('shows a tail that was cut off with the head set back: the first line that does not fit is named', async () => {
    await write('一', '二');
    await note();
    await county.sql('DELETE FROM audit_entry');
    await county.sql('DELETE FROM audit_link');
    await county.sql('DELETE FROM audit_head');
    const ids = await sixEntries();
    expect(await check()).toMatchObject({ ok: false, seq: 1, why: 'witness' });
    rmSync(witnessFile(folder));
    await note();
    await cutTail(ids);
    await rollHeadBack();
    expect(await verify()).toEqual({ ok: true, links: 2, entries: 3 });
    expect(await check()).toEqual({ ok: false, seq: 3, why: 'witness', at: '2026-12-02T02:00:00.000Z', endSeq: 2 });
  });

  test('shows a tail that was cut off and written anew', async () => {
    const ids = await sixEntries();
    await note();
    await cutTail(ids);
    await rollHeadBack();
    await write('改过的');
    await write('后来');
    expect(await verify()).toMatchObject({ ok: true, links: 4 });
    expect(await check()).toMatchObject({ ok: false, seq: 3, why: 'witness', endSeq: 4 });
  });

  test('survives a line that a crash cut short, and says which it is', async () => {
    await write('一');
    await note();
    appendFileSync(witnessFile(folder), '{"county":"de');
    await write('二');
    await note();
    const { lines, unreadable } = readWitnesses(folder, county.db.county);
    expect([lines.map((l) => l.seq), unreadable]).toEqual([[1, 2], [2]]);
    expect(readWitnesses(folder, 'elsewhere').lines).toEqual([]);
  });

  test('is noted at start, each hour and at stop; what fails is told and tried again', async () => {
    const told: (number | string)[] = [];
    let tick = (): void => undefined;
    let stopped = false;
    await write('零');
    const keeper = keepWitness(county.db, {
      folder,
      now: () => wednesday,
      noted: ({ seq }) => told.push(seq),
      failed: (error) => told.push((error as NodeJS.ErrnoException).code ?? 'no code'),
      every: (call) => {
        tick = call;
        return { stop: () => void (stopped = true) };
      },
    });
    await vi.waitFor(() => expect(told).toEqual([1]));
    rmSync(witnessFile(folder));
    mkdirSync(witnessFile(folder));
    await write('一');
    tick();
    await vi.waitFor(() => expect(told).toEqual([1, 'EISDIR']));
    rmSync(witnessFile(folder), { recursive: true });
    await keeper.stop();
    expect([told, stopped]).toEqual([[1, 'EISDIR', 2], true]);
  });
});

describe('what the operator does', () => {
  test('is a link of the same chain, without a message or a person', async () => {
    await write('一');
    await inTransaction(county.db, (tx) =>
      recordAudit(
        tx,
        county.db.county,
        [{ verb: 'retry-send', subject: 'send:7', payload: { b: 1, a: [2] }, personId: null, inboxId: null }],
        wednesday,
      ),
    );
    const rows = await county.sql(
      `SELECT verb, subject, payload, person_id, inbox_id FROM audit_entry WHERE verb = 'retry-send'`,
    );
    expect(rows).toEqual([
      { verb: 'retry-send', subject: 'send:7', payload: '{"a":[2],"b":1}', person_id: null, inbox_id: null },
    ]);
    expect(await verify()).toEqual({ ok: true, links: 2, entries: 2 });
  });

  test('leaves no link where there was nothing to do', async () => {
    await inTransaction(county.db, (tx) => recordAudit(tx, county.db.county, [], wednesday));
    expect(await verify()).toEqual({ ok: true, links: 0, entries: 0 });
  });
});
