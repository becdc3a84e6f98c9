// `npm run db:check`: fails, and shows what is missing, when prisma/migrations does not make prisma/schema.prisma.
import { missingMigration } from './schema-diff.ts';
import { withDatabase } from './with-database.ts';

const missing = await withDatabase((url) => missingMigration(url));
if (missing !== '') {
  console.error(`prisma/schema.prisma is ahead of its migrations; run: npm run db:migration -- NAME\n\n${missing}`);
  process.exitCode = 1;
}
