// `npm run bench`: messages a second, processor time a message and p99 of the web chat with 64 users, beside two references of the
// same run. `npm run bench -- --open` posts 311 messages a second for five minutes instead. Loopback only; figures only: nothing fails.
import { parseArgs } from 'node:util';
import { debianBinaries } from '../test/soak/settings.ts';
import type { Kind } from './bench/databases.ts';
import { HEADINGS, lineOf } from './bench/figures.ts';
import { openLoop, sayOpenLoop } from './bench/open-loop.ts';
import { bareNode, framework, zhucun, USERS } from './bench/runs.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    people: { type: 'string', default: '1000,100000' },
    workers: { type: 'string', default: '1,2' },
    databases: { type: 'string', default: 'embedded,debian' },
    open: { type: 'boolean', default: false },
    rate: { type: 'string', default: '311' },
    minutes: { type: 'string', default: '5' },
  },
});
const numbers = (text: string): number[] => text.split(',').map(Number);
const kinds = values.databases
  .split(',')
  .filter((kind): kind is Kind => kind === 'embedded' || (kind === 'debian' && debianBinaries() !== null));
const names: Record<Kind, string> = { embedded: 'its own PostgreSQL', debian: 'Debian’s PostgreSQL' };
const counted = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

async function table(): Promise<void> {
  const seconds = Number(values.seconds);
  console.log(`${USERS} users, ${seconds} s each, load and service on one machine\n\n${HEADINGS}`);
  const bare = await bareNode(seconds);
  console.log(lineOf('bare Node + SQLite', bare, bare, null));
  const other = await framework(seconds);
  console.log(lineOf('grammY + Prisma create', other, bare, other));
  for (const kind of kinds)
    for (const workers of numbers(values.workers))
      for (const people of numbers(values.people)) {
        const name = `zhucun, ${names[kind]}, ${counted(workers, 'worker')}, ${counted(people, 'people').replace(/s$/, '')}`;
        console.log(lineOf(name, await zhucun({ kind, workers, people }, seconds), bare, other));
      }
}

async function atFixedRate(): Promise<void> {
  const [perSecond, seconds] = [Number(values.rate), Number(values.minutes) * 60];
  console.log(`${perSecond} messages a second for ${seconds} s, 100,000 people\n`);
  console.log(
    'what answers | posted | refused | p99 acknowledged ms | p50 answered ms | p99 answered ms | most waiting | waiting at the end | CPU ms a message',
  );
  console.log('--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---:');
  for (const kind of kinds)
    for (const workers of numbers(values.workers)) {
      const figures = await openLoop({ kind, workers, perSecond, seconds });
      console.log(sayOpenLoop(`${names[kind]}, ${counted(workers, 'worker')}`, figures));
    }
}

await (values.open ? atFixedRate() : table());
process.exit(); // connections that are kept for reuse hold the process
