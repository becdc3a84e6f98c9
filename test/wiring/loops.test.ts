/** From a platform that holds photos and takes only short messages, through everything that runs, and back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboundMessage, Sink } from '../../src/chat/message.ts';
import { noMeter } from '../../src/chat/meter.ts';
import { readConfig } from '../../src/config.ts';
import { fileShelf } from '../../src/store/file-shelf.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { openListener } from '../../src/store/wake.ts';
import type { Adapters } from '../../src/wiring/adapters.ts';
import { startLoops } from '../../src/wiring/loops.ts';
import type { Parts } from '../../src/wiring/parts.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { messageOf, fengdu } from '../commands/facts.ts';
import { SAMPLE_PNG } from '../fakes/sample-images.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';
import { sampleCounty } from '../support/sample-county.ts';

let county: OpenedCounty;
let folder: string;
beforeAll(async () => {
  county = await openedCounty();
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-loops-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await county.close();
});

test('a photo is fetched for its message, and a long answer goes in parts', async () => {
  const sent: OutboundMessage[] = [];
  let sink: Sink = () => Promise.reject(new Error('not started'));
  const adapter = fakeAdapter({
    can: { attachments: 'apart', idempotentSend: true, maxTextLength: 100 },
    start: async (given) => void (sink = given),
    send: async (message) => ({ status: 'sent', messageId: `x${sent.push(message)}` }),
    openImage: async (ref) => (ref === 'f1' ? SAMPLE_PNG : Promise.reject(new Error(ref))),
  });
  const listener = openListener(county.url);
  const parts = {
    ...{ config: readConfig({}), county: sampleCounty, listener, log: pino({ level: 'silent' }) },
    data: { db: county.db, url: county.url, migrated: [], close: async () => undefined },
    images: imageShelf(path.join(folder, 'images')),
    files: fileShelf(path.join(folder, 'files')),
    observed: { meter: noMeter, probes: {} },
  } as unknown as Parts;
  const adapters = { all: [adapter], web: { ...adapter, url: null } } as Adapters;
  const running = await startLoops(parts, adapters, fengdu);
  try {
    const images = [{ ref: 'f1', contentType: null }];
    const said = { ...messageOf('p1', {}), raw: null, kind: 'image', text: '打卡 早上到村', images } as const;
    await sink({ ...said, receivedAt: Date.now(), sentAt: Date.now() });
    await sink({ ...said, eventKey: 'e2', text: '帮助', kind: 'text', images: [] });
    await expect.poll(() => sent.length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(sent[0]?.text).toContain('已打卡');
    for (const { text } of sent) expect(text.length).toBeLessThanOrEqual(100);
    expect(sent.some(({ key }) => key.endsWith('~1'))).toBe(true);
    expect(await county.sql(`SELECT jsonb_array_length(images) AS n FROM attendance`)).toEqual([{ n: 1 }]);
    expect(await county.sql('SELECT platform, state FROM platform_state')).toEqual([{ platform: 'web', state: 'up' }]);
  } finally {
    await running.stop();
    await listener.stop();
  }
});
