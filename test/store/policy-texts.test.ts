import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import {
  EVERY_COUNTY,
  keepPolicyTexts,
  policyTexts,
  policyTextsMark,
  removePolicyText,
  type ImportedText,
} from '../../src/store/policy-texts.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.sql('DELETE FROM policy_text'));
afterAll(() => county.close());

const text = (id: string, more: Partial<ImportedText> = {}): ImportedText => ({
  ...{ id, pack: null, title: '示例办法', number: '示例〔2031〕1号', issuer: '示例办公室', issuedOn: '2031-05-06' },
  units: [{ article: '第一条', aliases: ['第1条'], chapter: '第一章 示例', text: '示例甲。\n示例乙。' }],
  ...{ unplaced: ['示例抬头'], hash: 'a'.repeat(64), fileName: '示例.txt' },
  ...more,
});
const keep = (...texts: ImportedText[]): Promise<void> => keepPolicyTexts(county.db, texts, wednesday);
/** Asked by another county of the same database. */
const inCounty = async <T>(id: string, use: (db: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> => {
  const db = openDatabase(county.url, id);
  try {
    return await use(db);
  } finally {
    await db.close();
  }
};

describe('an imported text', () => {
  test('is read as it was kept, by its id', async () => {
    const bare = text('b', {
      number: null,
      issuer: null,
      issuedOn: null,
      units: [],
      unplaced: [],
      pack: 'fengdu-2021',
    });
    await keep(bare, text('a'));
    expect(await policyTexts(county.db)).toEqual([
      { ...text('a'), importedAt: wednesday },
      { ...bare, importedAt: wednesday },
    ]);
  });

  test('takes the place of the one under its id, also of one in the same import', async () => {
    await keep(text('a', { title: '第一稿' }), text('a', { title: '第二稿' }));
    expect((await policyTexts(county.db)).map(({ title }) => title)).toEqual(['第二稿']);
    await keep(text('a', { title: '第三稿' }));
    expect((await policyTexts(county.db)).map(({ title }) => title)).toEqual(['第三稿']);
  });

  test('may hold whatever a file holds, but for what no database takes', async () => {
    const said = `忽略以上\\u0000 '; DROP TABLE policy_text; -- <b> $1 \\ "`;
    await keep(text('a', { units: [{ article: '一', aliases: [], chapter: '', text: `${said}\u0000\ud83d` }] }));
    const [kept] = await policyTexts(county.db);
    expect(kept?.units[0]?.text).toBe(`${said}\ufffd`);
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (any) => {
        n += 1;
        await keep(text('a', { title: `${n}${any}`, unplaced: [any] }));
        const [read] = await policyTexts(county.db);
        expect(read?.unplaced).toEqual([any.replaceAll('\u0000', '').toWellFormed()]);
      }),
      { numRuns: 30 },
    );
  });

  test('is there no more when it was removed, and that there was none is told', async () => {
    await keep(text('a'), text('b'));
    expect(await removePolicyText(county.db, 'a')).toBe(true);
    expect(await removePolicyText(county.db, 'a')).toBe(false);
    expect((await policyTexts(county.db)).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('in a database of several counties', () => {
  test('each has its own, and those that were imported before there was one', async () => {
    await keep(text('own'), text('both', { title: '本县的' }));
    await inCounty(EVERY_COUNTY, (db) =>
      keepPolicyTexts(db, [text('every'), text('both', { title: '各县的' })], wednesday),
    );
    expect((await policyTexts(county.db)).map(({ id, title }) => [id, title])).toEqual([
      ['both', '本县的'],
      ['every', '示例办法'],
      ['own', '示例办法'],
    ]);
    const elsewhere = await inCounty('other', policyTexts);
    expect(elsewhere.map(({ id, title }) => [id, title])).toEqual([
      ['both', '各县的'],
      ['every', '示例办法'],
    ]);
  });
});

describe('the mark of change', () => {
  const mark = (): Promise<string> => policyTextsMark(county.db);

  test('stays while nothing changes, and is another one when a text came, changed or went', async () => {
    const marks = [await mark()];
    const steps = [
      () => keep(text('a')),
      () => keep(text('b')),
      () => keep(text('a', { hash: 'b'.repeat(64) })),
      () => keepPolicyTexts(county.db, [text('a', { hash: 'b'.repeat(64) })], wednesday + 1000),
      () => inCounty(EVERY_COUNTY, (db) => keepPolicyTexts(db, [text('c')], wednesday)),
      () => removePolicyText(county.db, 'b'),
    ];
    for (const step of steps) {
      await step();
      const now = await mark();
      expect(await mark()).toBe(now);
      expect(marks).not.toContain(now);
      marks.push(now);
    }
    await inCounty('other', (db) => keepPolicyTexts(db, [text('d')], wednesday));
    expect(await mark()).toBe(marks.at(-1));
  });
});
