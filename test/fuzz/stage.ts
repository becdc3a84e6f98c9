/** The real web adapter over the real store and the real way in, in a sample county of its own; nothing works the inbox. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdapter } from '../../bots/web/adapter.ts';
import type { WebPorts } from '../../bots/web/ports.ts';
import type { Sink } from '../../src/chat/message.ts';
import { receiver } from '../../src/chat/receive.ts';
import { fileShelf } from '../../src/store/file-shelf.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { storeOf } from '../../src/store/store.ts';
import { openListener } from '../../src/store/wake.ts';
import { createLink, webAccountsOf } from '../../src/store/web-accounts.ts';
import { webLogOf } from '../../src/store/web-log.ts';
import { webConfig } from '../fakes/web-server.ts';
import { boundElsewhere, openedCounty } from '../store/opened-county.ts';
import type { OpenedCounty } from '../store/opened-county.ts';

/** Who talks; the rest of the county only is there. */
export const SPEAKERS = ['p1', 'p2', 'p3', 'p6', 'p8'].map((personId) => ({
  accountId: `web-${personId}`,
  conversations: [`d-web-${personId}`, ...(['p1', 'p2', 'p3'].includes(personId) ? ['g-g1'] : [])],
}));

export interface Tokens {
  /** By account; each holds. */
  readonly good: ReadonlyMap<string, readonly string[]>;
  /** None of these holds: closed, run out, of an account that was unbound, of somebody who left. */
  readonly dead: readonly string[];
  /** Sessions to sign out from. */
  readonly spare: { readonly accountId: string; readonly token: string }[];
  /** Personal links that were never pressed. */
  readonly links: string[];
}

export interface Stage {
  readonly county: OpenedCounty;
  readonly port: number;
  readonly tokens: Tokens;
  /** What the server reported as a failure of its own. */
  readonly reported: unknown[];
  imagesKept(): number;
  /** Waits until nothing is in hand. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** What a planted fault puts in the place of a part. */
export interface Planted {
  readonly ports?: (ports: WebPorts) => WebPorts;
  readonly sink?: (sink: Sink) => Sink;
  readonly allowedOrigins?: readonly string[];
}

export async function openStage(planted: Planted = {}): Promise<Stage> {
  const county = await openedCounty();
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-fuzz-'));
  const listener = openListener(county.url);
  const images = imageShelf(join(folder, 'images'));
  const ports: WebPorts = {
    log: webLogOf(county.db, listener),
    accounts: webAccountsOf(county.db, { demo: false, botName: '驻村助手', boundElsewhere }),
    images,
    files: fileShelf(join(folder, 'files')),
  };
  const store = storeOf(county.db);
  const sink = receiver({
    keep: (message) => store.keepMessage(message),
    at: () => undefined,
  });
  const reported: unknown[] = [];
  const adapter = createAdapter({
    ports: planted.ports?.(ports) ?? ports,
    config: webConfig({
      demo: false,
      allowedOrigins: planted.allowedOrigins ?? [],
      report: (error) => reported.push(error instanceof Error ? error.stack : error),
    }),
  });
  const tokens = await tokensOf(county, ports);
  await adapter.start(planted.sink?.(sink) ?? sink);
  return {
    county,
    port: Number(new URL(adapter.url!).port),
    tokens,
    reported,
    imagesKept: () => filesIn(join(folder, 'images')),
    stop: () => adapter.stop(),
    async close() {
      await adapter.stop();
      await listener.stop();
      await county.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function filesIn(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
  } catch {
    return 0; // nothing was ever kept
  }
}

const SESSIONS_EACH = 3;
const SPARE = 20;

async function tokensOf(county: OpenedCounty, { accounts }: WebPorts): Promise<Tokens> {
  const open = async (accountId: string): Promise<string> => (await accounts.openSession(accountId)) ?? '';
  const good = new Map<string, string[]>();
  for (const { accountId } of SPEAKERS) {
    const mine: string[] = [];
    for (let n = 0; n < SESSIONS_EACH; n += 1) mine.push(await open(accountId));
    good.set(accountId, mine);
  }
  const [closed, old, unbound, left] = [
    await open('web-p1'),
    await open('web-p2'),
    await open('web-p4'),
    await open('web-p5'),
  ];
  await accounts.closeSession(closed);
  await county.sql(
    `UPDATE web_session SET expires_at = now() - interval '1 second' WHERE token_hash = encode(sha256($1::bytea), 'hex')`,
    [Buffer.from(old)],
  );
  await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'web-p4'`);
  await county.sql(`UPDATE person SET left_on = '2026-01-02' WHERE id = 'p5'`);
  const spare: { accountId: string; token: string }[] = [];
  const links: string[] = [];
  for (let n = 0; n < SPARE; n += 1) {
    spare.push({ accountId: 'web-p6', token: await open('web-p6') });
    links.push((await createLink(county.db, 'p8')) ?? '');
  }
  return { good, dead: [closed, old, unbound, left], spare, links };
}
