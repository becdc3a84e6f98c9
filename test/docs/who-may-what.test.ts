import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { WHO_MAY_WHAT, whoMayWhat } from '../../scripts/who-may-what.ts';

test('docs/who-may-what.md is the table as it stands', async () => {
  expect(readFileSync(WHO_MAY_WHAT, 'utf8')).toBe(await whoMayWhat());
});
