import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { missingMigration } from '../../scripts/schema-diff.ts';

test('the migrations make the schema', async () => {
  expect(await missingMigration(inject('serverUrl'))).toBe('');
});

test('a schema that is ahead of its migrations is noticed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-schema-'));
  const schema = join(folder, 'schema.prisma');
  writeFileSync(schema, `${readFileSync('prisma/schema.prisma', 'utf8')}\nmodel Planted {\n  id String @id\n}\n`);
  expect(await missingMigration(inject('serverUrl'), schema)).toContain('CREATE TABLE "Planted"');
  rmSync(folder, { recursive: true });
});
