import fc from 'fast-check';
import { test } from 'vitest';
import { conversation } from './acts.ts';
import { openLane, playAndCheck } from './lanes.ts';
import { neverHappened, type Tally } from './tally.ts';
test('dev', async () => {
  const n = Number(process.env['N'] ?? 100);
  const all = fc.sample(conversation, { seed: Number(process.env['SEED'] ?? 1), numRuns: n });
  const tally: Tally = new Map();
  const found = new Map<string, { count: number; size: number; text: string }>();
  let next = 0;
  const t0 = Date.now();
  await Promise.all(
    [1, 2, 3].map(async () => {
      const lane = await openLane();
      for (;;) {
        const i = next++;
        const told = all[i];
        if (!told) break;
        try {
          await playAndCheck(lane.world, told, tally);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          const key = message.replace(/r\d+|[co]\d+|#\w{4}|\d+/g, '_').slice(0, 90);
          const log = lane.world.sent.map(
            (s) => `   >> ${s.conversation}: ${s.text.replaceAll('\n', ' / ').slice(0, 160)}`,
          );
          const said = lane.world.said.map(
            (s) =>
              `${new Date(s.delivery.receivedAt + 8 * 3600e3).toISOString().slice(5, 16)} ${s.delivery.eventKey} ${s.personId} ${s.delivery.chatKind}: ${s.content.text ?? JSON.stringify(s.content.action ?? s.content.kind)} ${s.content.quote ? 'Q' + JSON.stringify(s.content.quote) : ''}`,
          );
          const was = found.get(key);
          const text = [
            message.slice(0, 900),
            error instanceof Error && error.name !== 'Violation' ? error.stack : '',
            `start ${told.startOn}`,
            ...said.map((s) => '  ' + s.slice(0, 200)),
            ...log,
          ].join('\n');
          if (!was || was.size > told.turns.length)
            found.set(key, { count: (was?.count ?? 0) + 1, size: told.turns.length, text });
          else was.count += 1;
        }
      }
      await lane.close();
    }),
  );
  console.log(`${n} in ${Date.now() - t0} ms; never: ${neverHappened(tally).join(', ')}`);
  for (const [k, { count, text }] of found) console.log(`==== ${count}x ${k}`);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    '/tmp/dev-out.txt',
    [...found].map(([k, f]) => `==== ${f.count}x size ${f.size}\n${f.text}`).join('\n\n'),
  );
}, 600_000);
