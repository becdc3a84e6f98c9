import { describe, expect, test } from 'vitest';
import {
  ago,
  audit,
  dropUnsettled,
  listDead,
  listUnsettled,
  retryDead,
  retryUnsettled,
  sayDone,
  showProgress,
} from '../../src/cli/operate.ts';
import { noteHead } from '../../src/store/audit-witness.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { appliedTo, messageFrom, resultOf, sendTo, wednesday } from '../store/opened-county.ts';
import { operatedCounty } from './operated-county.ts';

const at = operatedCounty();

/** What the command printed, and how it ended. */
async function output(run: () => Promise<void>): Promise<{ said: string; code: number | string | undefined }> {
  at.lines.length = 0;
  process.exitCode = undefined;
  await run();
  const code = process.exitCode;
  process.exitCode = undefined;
  return { said: at.lines.join('\n'), code };
}

/** Sends to p1, p2 and p3 that were settled so; their ids. */
async function settledAs(...how: readonly (readonly [string, string])[]): Promise<string[]> {
  const sends = how.map((_, i) => sendTo(`p${i + 1}`, `s${i}`, { message: { text: '母亲住院' } }));
  await appliedTo(at.county.db, resultOf(1n, 'p1', [], sends));
  for (const [i, [state, why]] of how.entries())
    await at.county.sql(
      `UPDATE outbox SET state = $1::outbox_state, why = $2, settled_at = now() - interval '3 hours', attempts = 20, not_before = now()
       WHERE key = $3`,
      [state, why, `s${i}`],
    );
  return (await at.county.sql<{ id: string }>('SELECT id FROM outbox ORDER BY id')).map((r) => r.id);
}
const outboxStates = async (): Promise<string[]> =>
  (
    await at.county.sql<{ s: string }>(`SELECT concat_ws(' ', key, state, why, attempts) AS s FROM outbox ORDER BY id`)
  ).map((r) => r.s);
const audited = async (): Promise<unknown[]> =>
  at.county.sql('SELECT verb, subject, payload::json, person_id FROM audit_entry ORDER BY id');

describe('zhucun inbox', () => {
  const setAside = async (): Promise<string> => {
    await keepMessage(at.county.db, messageFrom('p1', { text: '母亲住院', receivedAt: Date.now() - 2 * 86_400_000 }));
    const [row] = await at.county.sql<{ id: string }>(
      `UPDATE inbox SET state = 'dead', attempts = 5, failure = 'TypeError' RETURNING id`,
    );
    return row!.id;
  };

  test('list shows id, platform, person, age and failure, never a text', async () => {
    expect(await output(() => listDead(at.folder))).toEqual({ said: '没有被搁置的消息。', code: undefined });
    const id = await setAside();
    const { said } = await output(() => listDead(at.folder));
    expect(said).toContain(`${id}\tweb\tp1\t2 天前\tTypeError`);
    expect(said).not.toContain('母亲');
  });

  test('retry puts the message back to work and leaves an audit entry', async () => {
    const id = await setAside();
    expect(await output(() => retryDead(id, at.folder))).toEqual({ said: `消息 ${id} 已重新排队。`, code: undefined });
    expect(await at.county.sql('SELECT state, attempts FROM inbox')).toEqual([{ state: 'waiting', attempts: 0 }]);
    expect(await audited()).toEqual([
      {
        verb: 'retry-message',
        subject: `message:${id}`,
        payload: { platform: 'web', failure: 'TypeError' },
        person_id: null,
      },
    ]);
  });

  test.each(['999999', '1; DROP TABLE inbox', '', '-1'])('retry of %j says that there is none', async (id) => {
    await setAside();
    const { said, code } = await output(() => retryDead(id, at.folder));
    expect([said, code]).toEqual([`没有被搁置的消息 ${id}。用 zhucun inbox list 查看。`, 1]);
    expect(await audited()).toEqual([]);
  });
});

describe('zhucun outbox', () => {
  test('list shows id, platform, person, age, state and why, never a text', async () => {
    expect(await output(() => listUnsettled(at.folder))).toEqual({
      said: '没有下落不明或被拒的发送。',
      code: undefined,
    });
    const [a, b] = await settledAs(['unknown', 'timeout'], ['refused', 'busy'], ['sent', '']);
    const { said } = await output(() => listUnsettled(at.folder));
    expect(said.split('\n').slice(1, 3)).toEqual([
      `${a}\tweb\tp1\t3 小时前\t不知是否送达\ttimeout`,
      `${b}\tweb\tp2\t3 小时前\t平台拒收\tbusy`,
    ]);
    expect(said).not.toContain('母亲');
  });

  test('retry of an unknown send puts it back, warns that it may arrive twice, and leaves an audit entry', async () => {
    const [a] = await settledAs(['unknown', 'timeout'], ['refused', 'busy']);
    const { said, code } = await output(() => retryUnsettled(a, at.folder, {}));
    expect(said).toContain('1 条发送已重新排队');
    expect(said).toContain('对方可能收到两次');
    expect(code).toBeUndefined();
    expect(await outboxStates()).toEqual(['s0 waiting 0', 's1 refused busy 20']);
    expect(await audited()).toEqual([
      {
        verb: 'retry-send',
        subject: `send:${a}`,
        payload: { platform: 'web', state: 'unknown', why: 'timeout' },
        person_id: null,
      },
    ]);
  });

  test('retry --all puts back what was refused, not what is unknown', async () => {
    await settledAs(['unknown', 'timeout'], ['refused', 'busy'], ['refused', 'gone']);
    const { said } = await output(() => retryUnsettled(at.folder, undefined, { all: true }));
    expect(said).toBe('2 条发送已重新排队，已记入审计链。');
    expect(await outboxStates()).toEqual(['s0 unknown timeout 20', 's1 waiting 0', 's2 waiting 0']);
    expect(await audited()).toHaveLength(2);
  });

  test('drop settles a send: it is listed no more, and no --all brings it back', async () => {
    const [a] = await settledAs(['unknown', 'timeout']);
    expect((await output(() => dropUnsettled(a, at.folder, {}))).said).toContain('1 条发送不再发出');
    expect((await output(() => listUnsettled(at.folder))).said).toBe('没有下落不明或被拒的发送。');
    expect(await output(() => retryUnsettled(at.folder, undefined, { all: true }))).toEqual({
      said: '没有被拒的发送。',
      code: 1,
    });
    expect(await outboxStates()).toEqual(['s0 refused dropped 20']);
    expect(await audited()).toMatchObject([{ verb: 'drop-send', subject: `send:${a}` }]);
  });

  test('what was given up when sends were let go after a restore is not listed, and no --all brings it back', async () => {
    const [a] = await settledAs(['refused', 'dropped-after-restore']);
    expect((await output(() => listUnsettled(at.folder))).said).toBe('没有下落不明或被拒的发送。');
    expect((await output(() => retryUnsettled(at.folder, undefined, { all: true }))).code).toBe(1);
    expect((await output(() => retryUnsettled(a, at.folder, {}))).code).toBe(1);
    expect(await outboxStates()).toEqual(['s0 refused dropped-after-restore 20']);
  });

  test('of what was sent or still waits, nothing is retried or dropped', async () => {
    const [a, b] = await settledAs(['sent', ''], ['waiting', '']);
    for (const id of [a, b, '999999'])
      for (const act of [retryUnsettled, dropUnsettled])
        expect(await output(() => act(id, at.folder, {}))).toEqual({
          said: `没有下落不明或被拒的发送 ${id}。用 zhucun outbox list 查看。`,
          code: 1,
        });
    expect(await audited()).toEqual([]);
  });

  test('without an id it says what to write', async () => {
    const { said, code } = await output(() => retryUnsettled(undefined, undefined, {}));
    expect([said, code]).toEqual(['请写发送的编号（用 zhucun outbox list 查看），或加 --all 处理全部被拒的发送。', 1]);
  });
});

describe('zhucun outbox, without more', () => {
  test('says of each platform how many wait, how many went in the last minute, and about when it is done', async () => {
    expect((await output(() => showProgress(at.folder))).said).toBe('没有等待发送的消息。\n\n下落不明或被拒的：zhucun outbox list'); // prettier-ignore
    await settledAs(['waiting', ''], ['leased', ''], ['sent', ''], ['sent', ''], ['waiting', ''], ['refused', 'busy']);
    await at.county.sql(`UPDATE outbox SET settled_at = now() - interval '30 seconds' WHERE key IN ('s3', 's5')`);
    await at.county.sql(`UPDATE outbox SET platform = 'telegram' WHERE key = 's4'`);
    const shown = (await output(() => showProgress(at.folder))).said.split('\n');
    expect(shown[1]).toBe('telegram\t1\t0\t说不准，最近 1 分钟没有发出');
    expect(shown[2]).toMatch(/^web\t2\t1\t约 2 分钟后（.*\d\d:\d\d）$/);
  });

  test('says so while sends are held', async () => {
    await at.county.sql('UPDATE county SET sends_held_at = now()');
    expect((await output(() => showProgress(at.folder))).said).toMatch(/^恢复备份以后发送是停住的/);
    await at.county.sql('UPDATE county SET sends_held_at = NULL');
  });

  test.each([
    [1840, 312, '约 6 分钟后（10:06）'],
    [20_000, 20, '约 1000 分钟后（2026-12-03 02:40）'],
    [0, 40, '已发完'],
    [7, 0, '说不准，最近 1 分钟没有发出'],
  ])('%d that wait at %d a minute', (waiting, lastMinute, said) => {
    expect(sayDone({ waiting, lastMinute }, wednesday)).toBe(said);
  });
});

describe('zhucun audit verify', () => {
  const write = async (personId: string): Promise<void> => {
    const effect = { effect: 'set-digest', personId, digest: true } as const;
    await appliedTo(at.county.db, resultOf(1n, personId, [effect]));
  };
  const cutLast = (): Promise<unknown> =>
    at.county.sql(`WITH cut AS (DELETE FROM audit_link WHERE seq = 2 RETURNING entry_ids)
      DELETE FROM audit_entry WHERE id IN (SELECT unnest(entry_ids) FROM cut)`);

  test('says how long the chain is and how many notes fit it', async () => {
    await write('p1');
    await noteHead(at.county.db, at.folder, wednesday);
    expect(await output(() => audit(at.folder))).toEqual({
      said: '审计链完整：1 环，1 条；与数据库之外记下的 1 个链尾一致。',
      code: undefined,
    });
  });

  test('says when the end was lost and made anew', async () => {
    await write('p1');
    await at.county.sql('DELETE FROM audit_head');
    await write('p2');
    const { said, code } = await output(() => audit(at.folder));
    expect(code).toBeUndefined();
    expect(said).toMatch(/^审计链完整：2 环，3 条；.*\n2026-12-02 10:00 发现链尾的记载（audit_head）丢失/);
  });

  test('names where a cut tail ends and where it should', async () => {
    await write('p1');
    await write('p2');
    await cutLast();
    const { said, code } = await output(() => audit(at.folder));
    expect([said, code]).toEqual(['审计链不完整：链尾被截掉了，链到第 1 环为止，应当到第 2 环（cut-tail）。', 1]);
  });

  test('finds a tail that was cut with its head set back by the notes of the folder', async () => {
    await write('p1');
    await write('p2');
    await noteHead(at.county.db, at.folder, wednesday);
    await cutLast();
    await at.county.sql('UPDATE audit_head SET seq = 1, entries = 1, hash = (SELECT hash FROM audit_link)');
    const { said, code } = await output(() => audit(at.folder));
    expect(said).toContain(
      '2026-12-02T02:00:00.000Z 在数据库之外记下的第 2 环与现在的链不符，链到第 1 环为止（witness）',
    );
    expect(code).toBe(1);
  });

  test('names the record that was changed', async () => {
    await write('p1');
    const [row] = await at.county.sql<{ id: string }>(`UPDATE audit_entry SET payload = '{}' RETURNING id`);
    expect((await output(() => audit(at.folder))).said).toContain(
      `第 1 环，记录 ${row!.id}：记录的内容被改过（payload）`,
    );
  });
});

describe('an age', () => {
  test.each([
    [0, '刚才'],
    [59_999, '刚才'],
    [60_000, '1 分钟前'],
    [3_600_000, '1 小时前'],
    [86_399_999, '23 小时前'],
    [86_400_000, '1 天前'],
    [-5, '刚才'],
  ])('of %d ms is said in its largest unit: %s', (ms, said) => {
    expect(ago(new Date(wednesday - ms), wednesday)).toBe(said);
  });
});
