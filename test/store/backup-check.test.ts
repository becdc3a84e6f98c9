import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createGunzip, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBackup } from '../../src/store/backup-check.ts';
import { memberOf, MEMBER_BYTES_AT_MOST } from '../../src/store/backup-format.ts';
import { readTar, tarEnd, tarMember, type TarMember } from '../../src/store/backup-tar.ts';
import { openStage, say, workAll, type Stage } from './backup-stage.ts';

let stage: Stage;
let file: string;
let tar: Buffer;
let members: TarMember[];

beforeAll(async () => {
  stage = await openStage();
  await say(stage.county.db, 'p1', '打卡');
  await workAll(stage.county.db);
  file = stage.path('sound.zhucun');
  await stage.backUp(file);
  tar = gunzipSync(readFileSync(file));
  members = await allOf(tar);
});
afterAll(() => stage.close());

async function allOf(bytes: Buffer): Promise<TarMember[]> {
  const all: TarMember[] = [];
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  })();
  for await (const { name, bytes: b } of readTar(chunks)) all.push({ name, bytes: Buffer.from(b) });
  return all;
}
const packed = (all: readonly TarMember[]): Buffer =>
  gzipSync(Buffer.concat([...all.flatMap(({ name, bytes }) => [...tarMember(name, bytes, 0)]), tarEnd()]));

const unpacksAlike = (bytes: Buffer): boolean => {
  try {
    return gunzipSync(bytes).equals(tar);
  } catch {
    return false;
  }
};

let made = 0;
const written = (bytes: Uint8Array): string => {
  const other = stage.path(`changed-${++made}`);
  writeFileSync(other, bytes);
  return other;
};
/** What becomes of it in both commands: nothing may be restored of a file that is not sound. */
async function refusalOf(bytes: Uint8Array): Promise<{ kind: string; detail: string }> {
  const other = written(bytes);
  const folder = stage.path(`into-${made}`);
  const [checked, restored] = await Promise.allSettled([checkBackup(other), stage.restore(other, { folder })]);
  expect(existsSync(folder)).toBe(false);
  expect(restored.status).toBe('rejected');
  if (checked.status === 'fulfilled') throw new Error('it was found sound');
  return checked.reason as { kind: string; detail: string };
}
const changed = (name: string, change: (bytes: Buffer) => Buffer | null): Buffer =>
  packed(
    members.flatMap((m) => {
      const bytes = m.name === name ? change(m.bytes) : m.bytes;
      return bytes ? [{ name: m.name, bytes }] : [];
    }),
  );
const manifestWith = (change: (manifest: Record<string, unknown>) => void): Buffer =>
  changed('manifest.json', (bytes) => {
    const manifest = JSON.parse(bytes.toString()) as Record<string, unknown>;
    change(manifest);
    return Buffer.from(JSON.stringify(manifest));
  });

describe('a backup file', () => {
  test('that is whole is found sound', async () => {
    const { manifest } = await checkBackup(file);
    expect(manifest.tables.find((t) => t.name === 'inbox')?.rows).toBe(1);
    await expect(checkBackup(written(packed(members)))).resolves.toBeDefined();
  });

  test('that was cut short anywhere is not', async () => {
    const bytes = readFileSync(file);
    for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect(await refusalOf(cut), String(share)).toMatchObject({ kind: 'unsound' });
    }
    expect(await refusalOf(bytes.subarray(0, -1))).toMatchObject({ kind: 'unsound' });
    for (const share of [0.1, 0.5, 0.9])
      expect(await refusalOf(gzipSync(tar.subarray(0, tar.length * share)))).toMatchObject({ kind: 'unsound' });
  });

  test('with a changed byte anywhere is not', async () => {
    const bytes = readFileSync(file);
    for (let i = 0; i < 40; i++) {
      const other = Buffer.from(bytes);
      const at = 10 + Math.floor(((bytes.length - 12) * i) / 40); // past gzip's own head, of which some bytes mean nothing
      other[at] = (other[at] ?? 0) ^ 0x01;
      if (unpacksAlike(other)) continue; // a bit that deflate itself leaves unused
      expect(await refusalOf(other), `byte ${at}`).toMatchObject({ kind: 'unsound' });
    }
  });

  test('whose parts or papers were exchanged, added to or taken from is not', async () => {
    const person = 'tables/person/000000.copy';
    expect(await refusalOf(changed(person, (b) => Buffer.from(b.toString().replace('示例甲', '示例某'))))).toMatchObject({ detail: person }); // prettier-ignore
    expect(await refusalOf(changed(person, () => null))).toMatchObject({ detail: person });
    expect(await refusalOf(changed('county/county.yaml', () => Buffer.from('id: x\n')))).toMatchObject({ kind: 'unsound' }); // prettier-ignore
    expect(await refusalOf(changed('manifest.json', () => null))).toMatchObject({ detail: 'manifest.json' });
    const more = { name: 'tables/person/000001.copy', bytes: Buffer.from('x\n') };
    expect(await refusalOf(packed([more, ...members]))).toMatchObject({ detail: more.name });
    expect(await refusalOf(packed([members[0]!, ...members]))).toMatchObject({ kind: 'unsound' });
    expect(await refusalOf(packed([...members, more]))).toMatchObject({ kind: 'unsound' });
    const image = { name: `images/${'a'.repeat(64)}`, bytes: Buffer.from('no such bytes') };
    expect(await refusalOf(packed([image, ...members]))).toMatchObject({ detail: image.name });
  });

  test('whose manifest tells other figures is not', async () => {
    expect(await refusalOf(manifestWith((m) => (m['tables'] = [])))).toMatchObject({ kind: 'unsound' });
    expect(
      await refusalOf(
        manifestWith((m) => {
          for (const t of m['tables'] as { rows: number }[]) t.rows += 1;
        }),
      ),
    ).toMatchObject({ kind: 'unsound' });
    expect(await refusalOf(manifestWith((m) => ((m['attachments'] as { count: number }).count = 1)))).toMatchObject({
      detail: 'attachments',
    });
  });

  test('of a later format is told from a broken one, with its version', async () => {
    const later = manifestWith((m) => Object.assign(m, { format: 2, version: '9.0.0', more: true }));
    expect(await refusalOf(later)).toMatchObject({ kind: 'newer-format', detail: '9.0.0' });
  });

  test('is no other kind of file', async () => {
    expect(await refusalOf(Buffer.from('id: county\n'))).toMatchObject({ kind: 'unsound' });
    expect(await refusalOf(gzipSync(Buffer.from('id: county\n')))).toMatchObject({ kind: 'unsound' });
    await expect(checkBackup(stage.path('nothing-here'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('can’t name a place outside: nothing but its own names is read', async () => {
    for (const name of [
      '../county.yaml',
      '/etc/passwd',
      'images/../../x',
      'tables/person/1.copy',
      'county/other.yaml',
      'images/abc',
      'tables/a b/000000.copy',
    ])
      // prettier-ignore
      expect(memberOf(name), name).toBeNull();
    expect(await refusalOf(packed([{ name: '../out', bytes: Buffer.from('x') }, ...members]))).toMatchObject({ detail: '../out' }); // prettier-ignore
  });

  test('can’t make its reader hold more than one member of a bounded size', async () => {
    const [header] = [...tarMember('images/x', Buffer.alloc(0), 0)];
    const large = Buffer.from(header!);
    large.write((MEMBER_BYTES_AT_MOST + 1).toString(8).padStart(11, '0'), 124);
    await expect(allOf(Buffer.concat([large, Buffer.alloc(2048)]))).rejects.toMatchObject({ kind: 'unsound' });
    const link = Buffer.from(header!);
    link.write('2', 156);
    await expect(allOf(Buffer.concat([link, Buffer.alloc(2048)]))).rejects.toMatchObject({ kind: 'unsound' });
  });

  test('that is sound is read as a stream', async () => {
    const names: string[] = [];
    for await (const { name } of readTar(createReadStream(file).pipe(createGunzip()) as AsyncIterable<Buffer>))
      names.push(name);
    expect(names).toEqual(members.map((m) => m.name));
  });
});
