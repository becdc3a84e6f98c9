import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ERASED_LIST, noteErased, readErased } from '../../src/store/erased-people.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-erased-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the list of a county holds each id once, those of others beside it, and nothing but ids', async () => {
  expect(readErased(folder, 'a')).toEqual([]);
  await noteErased(folder, 'a', ['p1', 'p2']);
  await noteErased(folder, 'b', ['p1']);
  await noteErased(folder, 'a', ['p2', 'p3']);
  expect([readErased(folder, 'a'), readErased(folder, 'b')]).toEqual([['p1', 'p2', 'p3'], ['p1']]);
  const file = path.join(folder, ERASED_LIST);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(5);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a line that a crash cut short is passed over and swallows none', async () => {
  await noteErased(folder, 'a', ['p1']);
  appendFileSync(path.join(folder, ERASED_LIST), '{"county":"a","pers');
  await noteErased(folder, 'a', ['p2']);
  expect(readErased(folder, 'a')).toEqual(['p1', 'p2']);
});
