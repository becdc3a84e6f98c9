/** A county on WeChat alone, with the real service at the real pace, whose gateway goes away and comes back. */
import pg from 'pg';
import type { WechatPosted } from '../fakes/wechat-person.ts';
import type { Ask } from './checker.ts';
import type { DatabaseSource, RoundDatabase } from './databases.ts';
import { bind } from './platform-round.ts';
import { startService, type ServiceProcess } from './service-process.ts';
import { until } from './until.ts';
import { wechatKeyOf, type WechatChatPerson } from './wechat-chat-person.ts';
import { WechatSide } from './wechat-side.ts';

const LEASE_MS = 20_000;
const FROZEN_MS = 30_000;
/** Of the bot's words about what it did not hear. */
const GAP = /断线过/;
/** The account sends eight a minute. */
const ANSWERED_MS = 240_000;
const NOTED_MS = 240_000;

interface Gap {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

export class OutageStage {
  readonly side: WechatSide;
  readonly ask: Ask;
  /** Cadres of one team. */
  readonly people: readonly WechatChatPerson[];
  readonly #database: RoundDatabase;
  readonly #pool: pg.Pool;
  #service: ServiceProcess | null = null;

  private constructor(side: WechatSide, database: RoundDatabase) {
    this.side = side;
    this.#database = database;
    this.#pool = new pg.Pool({ connectionString: database.url, max: 2 });
    this.#pool.on('error', () => undefined);
    this.ask = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await this.#pool.query<Row>(sql, [...values])).rows;
    this.people = ['p1', 'p2', 'p3'].map((id) => side.person(id));
  }

  static async open(source: DatabaseSource): Promise<OutageStage> {
    return new OutageStage(await WechatSide.start(1), await source.fresh());
  }

  async start(): Promise<void> {
    const { dataDir, databaseUrl } = this.#database;
    const terms = { strike: null, leaseMs: LEASE_MS, frozenMs: FROZEN_MS };
    this.#service = startService({ dataDir, databaseUrl, ...terms, more: this.side.settings() });
    await this.#service.url;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#service?.signal(signal);
    await this.#service?.ended;
  }

  /** The sample county is there once the service was. */
  bound(): Promise<void> {
    return bind(this.ask, this.side, this.people);
  }

  say({ person, groupId, direct }: WechatChatPerson, text: string, where: 'direct' | 'group' = 'direct'): WechatPosted {
    return person.say(where === 'group' ? groupId : direct, text, { mention: where === 'group' });
  }

  /** Says it and waits until the bot has said something new there; what it is about what was not heard does not count. */
  async answered(person: WechatChatPerson, text: string, where: 'direct' | 'group' = 'direct'): Promise<void> {
    const chat = where === 'group' ? person.groupId : person.direct;
    const before = this.#said(chat).filter((one) => !GAP.test(one)).length;
    this.say(person, text, where);
    const isAnswered = async (): Promise<boolean> => this.#said(chat).filter((one) => !GAP.test(one)).length > before;
    await until(`${person.personId} is answered: ${text}`, isAnswered, ANSWERED_MS);
  }

  /** All that was to be said is said. */
  async settled(): Promise<void> {
    await until('nothing waits', async () => {
      const [row] = await this.ask<{ left: number }>(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')::int + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased') AND platform = 'wechat')::int AS left",
      );
      return row?.left === 0;
    });
  }

  /** How often each of the chats was told of what was not heard; the group is the last. */
  told(): number[] {
    const chats = [...this.people.map(({ direct }) => direct), this.people[0]!.groupId];
    return chats.map((chat) => this.#said(chat).filter((text) => GAP.test(text)).length);
  }

  /** What the bot has said in the direct chats and in the group. */
  get words(): number {
    return this.people.flatMap(({ direct }) => this.#said(direct)).length + this.#said(this.people[0]!.groupId).length;
  }

  async isInInbox(posted: WechatPosted): Promise<boolean> {
    const rows = await this.ask('SELECT 1 FROM inbox WHERE platform = $1 AND event_key = $2', ['wechat', wechatKeyOf(posted)]); // prettier-ignore
    return rows.length > 0;
  }

  async logs(): Promise<number> {
    const [row] = await this.ask<{ n: number }>('SELECT count(*)::int AS n FROM work_log');
    return row!.n;
  }

  /** When the account came up after that instant, epoch ms. */
  async upAfter(instant: number): Promise<number> {
    return until('the account is up', async () => {
      const [row] = await this.ask<{ at: Date }>(
        "SELECT since AS at FROM platform_state WHERE platform = 'wechat' AND state = 'up' AND since >= $1",
        [new Date(instant)],
      );
      return row?.at.getTime();
    }, NOTED_MS); // prettier-ignore
  }

  async gaps(): Promise<Gap[]> {
    const rows = await this.ask<{ from_at: Date; to_at: Date }>('SELECT from_at, to_at FROM platform_gap ORDER BY id');
    return rows.map((row) => ({ from: row.from_at.getTime(), to: row.to_at.getTime() }));
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await this.side.close();
    await this.#pool.end();
    await this.#database.remove();
  }

  #said(chat: string): string[] {
    return this.side.shown(chat).flatMap(({ byBot, text }) => (byBot ? [text] : []));
  }
}
