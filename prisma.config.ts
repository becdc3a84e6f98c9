import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// The CLI would otherwise fetch a native engine from a host that many offices cannot reach; ours is the same engine from npm, as WebAssembly.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(new URL('prisma/schema-engine.mjs', import.meta.url));

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `generate`, `validate` and `format` need no database; the other commands say so themselves when the address is empty.
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
