/** What a process makes of how its platforms stand: notes, gaps, and officers who are told elsewhere. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { watchPlatforms, type WatchDeps } from '../../src/chat/platform-watch.ts';
import type { Health, SignIn } from '../../src/chat/message.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { platformNotesOf, platformStandings, type PlatformNotes } from '../../src/store/platform-state.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
let clock: number;

beforeAll(async () => {
  county = await openedCounty();
  await county.sql(`INSERT INTO seat VALUES ('demo', 'officer', '', '示例县驻村办')`);
  await county.sql(`INSERT INTO seat_holder VALUES ('demo', 'officer', '', 'p8', '2026-01-01')`);
});
beforeEach(async () => {
  inHand = Promise.resolve();
  clock = wednesday;
  await county.clear();
});
afterAll(() => county.close());

const second = 1000;
const minute = 60 * second;

/** A platform whose health and what is to be scanned a test turns. */
class Turned {
  health: Health = { state: 'up', since: wednesday, why: null, heardAt: wednesday };
  signIn: SignIn | null = null;
  readonly adapter = fakeAdapter({
    platform: 'wechat',
    can: { redelivers: false },
    health: () => this.health,
    signIn: () => this.signIn,
  });

  up(heardAt = clock): void {
    const since = this.health.state === 'up' ? this.health.since : clock;
    this.health = { state: 'up', since, why: null, heardAt };
    this.signIn = null;
  }
  down(why: string, state: Health['state'] = 'down'): void {
    this.health = { ...this.health, state, since: clock, why };
  }
  asks(scan: string): void {
    this.down('scan-needed');
    this.signIn = { scan, since: clock };
  }
}

interface Watching {
  /** So much later it is looked once more, and what comes of it is done. */
  after(ms: number): Promise<void>;
  stop(): Promise<void>;
  readonly lines: string[];
  readonly asked: string[];
}

/** What was asked of the store last: waited for before a test looks. */
let inHand: Promise<unknown> = Promise.resolve();
const waitedFor = (notes: PlatformNotes): PlatformNotes => ({
  within: (work) => {
    const done = notes.within(work);
    inHand = done.catch(() => undefined);
    return done;
  },
});
/** A database that is away while `isAway` says so. */
const awayWhile = (isAway: () => boolean): PlatformNotes => {
  const real = platformNotesOf(county.db);
  return waitedFor({ within: async (work) => (isAway() ? Promise.reject(new Error('away')) : real.within(work)) });
};

/** A process that has the web and that platform. */
async function watching(turned: Turned, more: Partial<WatchDeps> = {}, db: Database = county.db): Promise<Watching> {
  const lines: string[] = [];
  const asked: string[] = [];
  let look = (): void => undefined;
  const watch = watchPlatforms({
    adapters: [fakeAdapter({ health: () => ({ state: 'up', since: wednesday, why: null }) }), turned.adapter],
    notes: waitedFor(platformNotesOf(db)),
    webOrigin: () => 'https://chat.example.cn',
    asked: (platform, scan) => asked.push(`${platform} ${scan}`),
    now: () => clock,
    log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    every: (tick) => {
      look = tick;
      return { stop: () => undefined };
    },
    ...more,
  });
  const settled = async (): Promise<void> => {
    await inHand;
    await new Promise((resolve) => setImmediate(resolve));
  };
  await settled();
  return {
    lines,
    asked,
    async after(ms) {
      clock += ms;
      look();
      await settled();
    },
    stop: () => watch.stop(),
  };
}

const standing = async (): Promise<string> => {
  const found = (await platformStandings(county.db)).find((s) => s.platform === 'wechat');
  return found ? [found.state, found.why, (found.notedAt - wednesday) / second].join(' ') : 'none';
};
const gaps = async (): Promise<string[]> =>
  (await county.sql<{ s: Date; e: Date }>('SELECT from_at AS s, to_at AS e FROM platform_gap ORDER BY id')).map(
    ({ s, e }) => `${(s.getTime() - wednesday) / second} to ${(e.getTime() - wednesday) / second}`,
  );
const told = async (): Promise<string[]> =>
  (await county.sql<{ s: string }>(`SELECT concat_ws(' ', platform, conversation, payload ->> 'text') AS s FROM outbox ORDER BY id`)).map((r) => r.s); // prettier-ignore
const keys = async (): Promise<string[]> =>
  (await county.sql<{ key: string }>('SELECT key FROM outbox ORDER BY id')).map((r) => r.key);

describe('how a platform stands', () => {
  test('is noted every ten seconds while nothing changes, and at once where something does', async () => {
    const wechat = new Turned();
    const process = await watching(wechat);
    expect(await standing()).toBe('up  0');
    await process.after(9 * second);
    expect(await standing()).toBe('up  0');
    await process.after(second);
    expect(await standing()).toBe('up  10');
    wechat.down('silent');
    await process.after(second);
    expect(await standing()).toBe('down silent 11');
  });

  test('is left to the process that has it by one that is on standby, also when that one is stopped', async () => {
    const [mine, theirs] = [new Turned(), new Turned()];
    const first = await watching(mine);
    theirs.down('another-process', 'standby');
    const second_ = await watching(theirs);
    theirs.down('stopped');
    await second_.stop();
    expect(await standing()).toBe('up  0');
    clock += second;
    mine.down('stopped');
    await first.stop();
    expect(await standing()).toBe('down stopped 1');
  });

  test('is noted once the database is back, and that it was away is logged once', async () => {
    const wechat = new Turned();
    let isAway = true;
    const process = await watching(wechat, { notes: awayWhile(() => isAway) });
    await process.after(second);
    await process.after(second);
    isAway = false;
    await process.after(second);
    expect(await standing()).toBe('up  3');
    expect(process.lines.map((l) => (JSON.parse(l) as { msg: string }).msg)).toEqual([
      'store not reached',
      'store reached again',
    ]);
  });

  test('is not asked of a database that hangs a second time, and does not keep the service from stopping', async () => {
    let asked = 0;
    const notes: PlatformNotes = {
      within: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    };
    const process = await watching(new Turned(), { notes, stopMs: 5 });
    await process.after(minute);
    await process.after(minute);
    expect(asked).toBe(1);
    await process.stop();
  });
});

describe('a time unheard', () => {
  test('is noted after a process was killed: by the next one, from when the killed one last noted that it heard', async () => {
    const wechat = new Turned();
    const killed = await watching(wechat);
    clock += 10 * second;
    wechat.up();
    await killed.after(0);
    clock += 5 * minute;
    const anew = new Turned();
    anew.health = { state: 'starting', since: clock, why: null, heardAt: null };
    const next = await watching(anew);
    expect(await gaps()).toEqual([]);
    clock += 4 * second;
    anew.up();
    await next.after(0);
    await next.after(10 * second);
    expect(await gaps()).toEqual(['10 to 314']);
    expect(next.lines.join()).toContain('platform not heard');
  });

  test('is noted once by two processes of which one takes over from the other', async () => {
    const [first, next] = [new Turned(), new Turned()];
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    try {
      const killed = await watching(first);
      next.down('another-process', 'standby');
      const successor = await watching(next, {}, other);
      clock += minute;
      next.up();
      await Promise.all([killed.after(0), successor.after(0)]);
      await Promise.all([killed.after(10 * second), successor.after(10 * second)]);
    } finally {
      await other.close();
    }
    expect(await gaps()).toEqual(['0 to 60']);
  });
});

describe('what is heard', () => {
  /** Warned, the account says nothing and hears all the same. */
  const warned = (wechat: Turned): void => {
    wechat.health = { ...wechat.health, state: 'down', why: 'warned', heardAt: clock };
  };

  test('goes on while the account is warned, and while it is up again', async () => {
    const wechat = new Turned();
    const process = await watching(wechat);
    for (const turn of [warned, warned, () => wechat.up(clock - 9 * second)]) {
      clock += 30 * minute;
      turn(wechat);
      await process.after(9 * second);
    }
    expect(await gaps()).toEqual([]);
  });

  test('begins anew where the next process finds the account warned: what was said in between is lost', async () => {
    const wechat = new Turned();
    await watching(wechat);
    clock += minute;
    warned(wechat);
    const next = await watching(wechat);
    await next.after(10 * second);
    clock += minute;
    wechat.up();
    await next.after(0);
    expect(await gaps()).toEqual(['0 to 60']);
  });

  test('is broken by each outage, also one between two looks', async () => {
    const wechat = new Turned();
    const process = await watching(wechat);
    wechat.up();
    await process.after(5 * second);
    wechat.health = { ...wechat.health, since: clock + 4 * second, heardAt: clock + 5 * second };
    await process.after(5 * second);
    expect(await gaps()).toEqual(['0 to 9']);
  });

  test('is not broken by a database that was away', async () => {
    const wechat = new Turned();
    let isAway = false;
    const process = await watching(wechat, { notes: awayWhile(() => isAway) });
    isAway = true;
    clock += 10 * minute;
    wechat.up();
    await process.after(0);
    isAway = false;
    await process.after(second);
    expect(await standing()).toBe('up  601');
    expect(await gaps()).toEqual([]);
  });
});

describe('an officer', () => {
  const scanWords =
    'web d-web-p8 微信机器人从 10:00 起要扫码登录才能用。请在电脑上打开 https://chat.example.cn/office/platforms 扫码；' +
    '本机运维也可以运行 zhucun platforms。期间消息走其他渠道。';

  test('is told once, on another platform, that somebody has to scan, and once that it works again', async () => {
    const wechat = new Turned();
    wechat.asks('https://login.example/1');
    const process = await watching(wechat);
    await process.after(59 * second);
    expect(await told()).toEqual([]);
    await process.after(second);
    for (let n = 0; n < 5; n += 1) await process.after(minute);
    expect(await told()).toEqual([scanWords]);
    expect(process.lines.filter((l) => l.includes('officer told of platform'))).toHaveLength(1);
    wechat.up();
    await process.after(second);
    await process.after(10 * second);
    expect(await told()).toEqual([scanWords, 'web d-web-p8 微信机器人恢复了（10:00 起用不了），现在可以照常使用。']);
    const key = `platform:wechat:${wednesday}`;
    expect(await keys()).toEqual([`${key}:scan:p8`, `${key}:back:p8`]);
  });

  test('never sees in a chat what is to be scanned, which goes to the terminal, each new one once', async () => {
    const wechat = new Turned();
    wechat.asks('https://login.example/1');
    const process = await watching(wechat);
    await process.after(minute);
    wechat.asks('https://login.example/2');
    await process.after(minute);
    expect((await told()).join()).not.toContain('login.example');
    expect(process.lines.join()).not.toContain('login.example');
    expect(process.asked).toEqual(['wechat https://login.example/1', 'wechat https://login.example/2']);
  });

  test('is told once of one trouble though processes come and go, and again where it becomes another kind', async () => {
    const wechat = new Turned();
    wechat.down('gateway-unreachable');
    const first = await watching(wechat);
    await first.after(minute);
    await first.stop();
    const again = new Turned();
    again.down('gateway-unreachable');
    const next = await watching(again);
    await next.after(minute);
    again.asks('https://login.example/1');
    await next.after(second);
    await next.after(minute);
    again.up();
    await next.after(second);
    expect(await keys()).toEqual(['out', 'scan', 'back'].map((kind) => `platform:wechat:${wednesday}:${kind}:p8`));
    expect((await told())[0]).toContain('微信机器人从 10:00 起用不了（网关连不上），正在自动重连。');
  });

  test('is told of it by one of two processes alone', async () => {
    const wechat = new Turned();
    wechat.down('silent');
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    try {
      const both = [await watching(wechat), await watching(wechat, {}, other)];
      await Promise.all(both.map((p) => p.after(minute)));
      wechat.up();
      await Promise.all(both.map((p) => p.after(second)));
    } finally {
      await other.close();
    }
    expect((await keys()).map((k) => k.split(':')[3])).toEqual(['out', 'back']);
  });

  test('is told of a warning, while the platform is up', async () => {
    const wechat = new Turned();
    wechat.health = { ...wechat.health, why: 'warned' };
    const process = await watching(wechat);
    await process.after(minute);
    expect((await told()).join()).toContain('受到平台警告');
  });

  test('is not told of what mends itself within a minute, nor of a platform that delivers again', async () => {
    const wechat = new Turned();
    wechat.down('silent');
    const process = await watching(wechat);
    await process.after(59 * second);
    wechat.up();
    await process.after(second);
    const telegram = fakeAdapter({ platform: 'telegram', health: () => ({ state: 'down', since: clock, why: 'http-502' }) }); // prettier-ignore
    const next = await watching(wechat, { adapters: [fakeAdapter(), telegram] });
    await next.after(minute);
    await next.after(minute);
    expect(await told()).toEqual([]);
  });

  test('who is on no other platform that works is told by nobody: it is logged once, and tried again', async () => {
    const wechat = new Turned();
    let web: Health = { state: 'down', since: clock, why: 'port' };
    wechat.down('silent');
    const process = await watching(wechat, { adapters: [fakeAdapter({ health: () => web }), wechat.adapter] });
    await process.after(minute);
    await process.after(minute);
    expect(await told()).toEqual([]);
    expect(process.lines.filter((l) => l.includes('no officer to be told elsewhere'))).toHaveLength(1);
    web = { state: 'up', since: clock, why: null };
    await process.after(10 * second);
    expect(await told()).toHaveLength(1);
  });
});
