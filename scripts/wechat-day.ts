// `npm run docs:wechat-day`: draws docs/images/wechat-day.svg, what three accounts of WeChat send on a simulated day of 300 cadres, against their caps.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '../src/store/migrate.ts';
import { usualDay } from '../test/simulation/usual-day.ts';
import { accountOf, accounts } from '../test/simulation/wechat-county.ts';
import { playDay } from '../test/simulation/wechat-day.ts';
import { quantile, waits } from '../test/simulation/wechat-tally.ts';
import { drawDay } from './wechat-day-picture.ts';
import { withDatabase } from './with-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
const PICTURE = fileURLToPath(new URL('../docs/images/wechat-day.svg', import.meta.url));

const began = performance.now();
const day = await withDatabase(async (url) => {
  await migrate(url, MIGRATIONS);
  return playDay(url, usualDay);
});
writeFileSync(PICTURE, drawDay(day, usualDay));

const minutes = (n: number): string => (Number.isFinite(n) ? `${n.toFixed(1)} min` : 'waits yet');
for (const account of accounts) {
  const found = waits(day, (said) => accountOf(said.personId) === account && said.inGroup === undefined);
  const moved = day.moved.filter((m) => m.from === account).length;
  const sent = day.sent.filter((s) => s.platform === account).length;
  console.log(
    `${account}: ${sent} sent, ${moved} moved; answers p50 ${minutes(quantile(found, 0.5))}, p99 ${minutes(quantile(found, 0.99))}`,
  );
}
console.log(`${PICTURE} in ${Math.round((performance.now() - began) / 1000)} s`);
