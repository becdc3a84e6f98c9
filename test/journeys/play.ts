/** Plays a conversation in a world. It looks only at what the bot has sent, as people do. */
import { CADRE_IDS } from '../builders/county.ts';
import { pinned } from '../builders/inbound.ts';
import type { Sent } from '../builders/recording-adapter.ts';
import type { Said, World } from '../builders/world.ts';
import type { Conversation, Move } from './moves.ts';

/** What the player knows beside the tables: which acknowledgements had something waiting. */
export interface Played {
  /** Event keys of acknowledgements said while something waited for that person: they need an answer. */
  readonly needAnswer: ReadonlySet<string>;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const shanghai = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

export interface PlayOptions {
  /** Nobody speaks twice before the bot gets to work. */
  readonly oneEach?: boolean;
  /** The clock strikes among what waits, and not by itself when all of that is worked. */
  readonly clockAmongOthers?: boolean;
}

export async function play(world: World, { startOn, turns }: Conversation, options: PlayOptions = {}): Promise<Played> {
  await world.reset(startOfDay(startOn) + 8 * 3_600_000);
  const player = new Player(world, options);
  for (const { move, settles } of turns) {
    await player.make(move);
    world.clock += 61_000;
    if (settles) await player.settle();
  }
  await player.settle();
  for (const who of CADRE_IDS) await world.say(who, '我的');
  await player.settle();
  return { needAnswer: player.needAnswer };
}

class Player {
  readonly needAnswer = new Set<string>();
  readonly #world: World;
  #markers = 0;
  readonly #options: PlayOptions;
  /** Who has said something that is not worked yet. */
  readonly #unheard = new Set<string>();

  constructor(world: World, options: PlayOptions) {
    this.#world = world;
    this.#options = options;
  }

  async settle(): Promise<void> {
    await this.#world.settle();
    this.#unheard.clear();
  }

  async make(move: Move): Promise<void> {
    switch (move.do) {
      case 'say':
        return this.#say(move);
      case 'reply':
        return this.#reply(move);
      case 'pin': {
        const content = { kind: 'location', location: pinned(), forwarded: move.forwarded } as const;
        await this.#heard(move.who, content, groupOf(move.who, move.inGroup));
        return;
      }
      case 'odd':
        await this.#heard(move.who, { kind: 'other', otherKind: move.otherKind }, {});
        return;
      case 'answer':
        return this.#answer(move);
      case 'confirm':
        return this.#confirm(move);
      case 'press':
        return this.#press(move);
      case 'again': {
        const said = fromEnd(this.#world.said, move.which);
        return said && this.#world.deliver(said);
      }
      case 'restart':
        return this.#world.restart();
      case 'wait':
        this.#wait(move.to);
        return;
      case 'clock':
        return this.#strike(move.to);
      case 'hand-over':
        return this.#handOver(move.seat, move.to);
    }
  }

  async #say({ who, text, more }: Extract<Move, { do: 'say' }>): Promise<void> {
    const { inGroup, mentionsBot, photos, delayMinutes, otherAccount, quotes } = more;
    const isWaiting = this.#unheard.size === 0 && (await this.#waitsFor(who));
    const { platform } = this.#world.accountOf(who, otherAccount ? 'rich' : 'plain');
    const quoted = quotes === null ? null : fromEnd(this.#sentTo(platform, who), quotes);
    const said = await this.#heard(
      who,
      {
        text: this.#filled(text),
        mentionsBot: inGroup && mentionsBot,
        photos,
        kind: photos > 0 ? 'image' : 'text',
        quote: quoted ? quoteOf(quoted) : null,
      },
      { ...groupOf(who, inGroup, platform), platform, delayMs: delayMinutes * 60_000 },
    );
    if (isWaiting && !inGroup) this.needAnswer.add(said.delivery.eventKey);
  }

  async #reply({ which, text }: Extract<Move, { do: 'reply' }>): Promise<void> {
    const got = fromEnd(
      this.#world.sent.filter((s) => s.conversation.startsWith('d-')),
      which,
    );
    if (!got) return;
    const who = personOf(got.conversation);
    const isWaiting = this.#unheard.size === 0 && (await this.#waitsFor(who));
    const said = await this.#heard(who, { text: this.#filled(text) }, { platform: got.platform });
    if (isWaiting) this.needAnswer.add(said.delivery.eventKey);
  }

  async #answer({ which, verdict, how, by, because, inGroup }: Extract<Move, { do: 'answer' }>): Promise<void> {
    const ask = fromEnd(this.#asks(), which);
    if (!ask) return;
    const asked = personOf(ask.conversation);
    const who = by === 'asked' ? asked : by === 'applicant' ? this.#applicantOf(ask) : by.who;
    const platform = who === asked ? ask.platform : 'rich';
    const where = { ...groupOf(who, inGroup, platform), platform };
    const button = ask.buttons.find((b) => b.label === verdict);
    if (how === 'button' && button) {
      await this.#heard(who, pressing(button.id, ask), { platform });
      return;
    }
    const code = how === 'code' || how === 'quote-and-code' ? ` #${ask.code ?? ''}` : '';
    const reason = verdict !== '同意' && because ? this.#filled(' 人手不够{m}') : '';
    const quote = how === 'quote' || how === 'quote-and-code' ? quoteOf(ask) : null;
    await this.#heard(who, { text: `${verdict}${code}${reason}`, quote, mentionsBot: inGroup }, where);
  }

  async #confirm({ which, how }: Extract<Move, { do: 'confirm' }>): Promise<void> {
    const preview = fromEnd(
      this.#world.sent.filter((s) => /确认[^\n]*吗？/.test(s.text) || s.text.includes('都同意请回复')),
      which,
    );
    if (!preview) return;
    const { platform } = preview;
    const said = how === 'cancel' ? '取消' : how === 'good' ? '好的' : '确认';
    const button = how === 'words' ? undefined : preview.buttons.find((b) => b.label === said);
    const content = button ? pressing(button.id, preview) : { text: said };
    await this.#heard(personOf(preview.conversation), content, { platform });
  }

  async #press({ which, by }: Extract<Move, { do: 'press' }>): Promise<void> {
    const withButtons = this.#world.sent.filter((s) => s.buttons.length > 0);
    const sent = fromEnd(withButtons, which);
    const button = sent && fromEnd(sent.buttons, which);
    if (!sent || !button) return;
    const who = by === 'owner' ? personOf(sent.conversation) : by.who;
    await this.#heard(who, pressing(button.id, sent), { platform: sent.platform });
  }

  async #heard(who: string, content: Parameters<World['say']>[1], where: Parameters<World['say']>[2]): Promise<Said> {
    if (this.#options.oneEach) await this.#hearFirst(who);
    this.#unheard.add(who);
    return this.#world.say(who, content, where);
  }

  /** The clock is one like any other: a tick that waits for an earlier one is overtaken by who comes after. */
  async #hearFirst(who: string): Promise<void> {
    if (this.#unheard.has(who)) await this.settle();
    this.#unheard.add(who);
  }

  #wait(to: Extract<Move, { do: 'wait' }>['to']): void {
    const world = this.#world;
    const today = startOfDay(shanghai(world.clock));
    if (to === 'soon') world.clock += 40 * 60_000;
    else if (to === 'before-midnight') world.clock = Math.max(world.clock, today + dayMs - 90_000);
    else if (to === 'after-midnight') world.clock = today + dayMs + 30_000;
    else if (to === 'two-days') world.clock += 2 * dayMs;
    else while (!shanghai(world.clock + dayMs).endsWith('-01')) world.clock += dayMs;
  }

  async #strike(to: Extract<Move, { do: 'clock' }>['to']): Promise<void> {
    const world = this.#world;
    const isAlone = !this.#options.clockAmongOthers;
    if (isAlone) await this.settle();
    const next = startOfDay(shanghai(world.clock)) + (to === 'morning' ? 8 : 20) * hourMs + 5 * 60_000;
    if (to !== 'now') world.clock = next > world.clock ? next : next + dayMs;
    if (this.#options.oneEach) await this.#hearFirst('clock');
    await world.tick();
    if (isAlone) await this.settle();
  }

  /** From tomorrow on, so that nobody's right changes within a day. */
  async #handOver(seat: number, to: string): Promise<void> {
    const [rows] = await this.#world.query(
      `SELECT body, scope_id FROM seat WHERE county = '${this.#world.countyId}' ORDER BY body, scope_id`,
    );
    const found = rows?.rows[seat % rows.rows.length] as { body: string; scope_id: string } | undefined;
    const holders = to === 'stranger' ? [] : [to];
    if (found) await this.#world.handOver(found.body, found.scope_id, holders, shanghai(this.#world.clock + dayMs));
  }

  async #waitsFor(who: string): Promise<boolean> {
    const { countyId, clock } = this.#world;
    const today = `date '${shanghai(clock)}'`;
    const [found] = await this.#world.query(`
      WITH mine AS (
        SELECT h.body, h.scope_id FROM seat_holder h WHERE h.county = '${countyId}'
          AND h.from_on <= ${today} AND coalesce(h.to_on, date '2100-01-01') >= ${today} AND (h.person_id = '${who}' OR h.person_id IN (
            SELECT principal_id FROM deputy WHERE county = '${countyId}' AND deputy_id = '${who}' AND ${today} BETWEEN from_on AND to_on))
        UNION SELECT 'person', '${who}')
      SELECT 1 FROM request r LEFT JOIN request_seat s ON s.county = r.county AND s.request_id = r.id AND s.step = r.step
        AND s.answered_by IS NULL
      WHERE r.county = '${countyId}' AND r.applicant_id <> '${who}' AND ((r.state = 'held' AND ('officer', '') IN (SELECT * FROM mine))
        OR (r.state = 'open' AND (s.assigned_to = '${who}' OR (s.assigned_to IS NULL AND (s.body, s.scope_id) IN (SELECT * FROM mine)))))`);
    return (found?.rowCount ?? 0) > 0;
  }

  #asks = (): Sent[] =>
    this.#world.sent.filter((s) => s.text.includes('\n事由：') && s.code !== null && !s.text.startsWith('请处理'));
  #sentTo = (platform: string, who: string): Sent[] =>
    this.#world.sent.filter((s) => s.conversation === `d-${platform}-${who}`);

  /** The code of a request that somebody was told of, counted back from the last. */
  #code(back: number): string {
    const codes = [...new Set(this.#world.sent.flatMap((s) => s.code ?? []))];
    return fromEnd(codes, back) ?? 'A1B2';
  }

  #applicantOf({ code }: Sent): string {
    const opened = this.#world.sent.find((s) => s.text.startsWith(`已提交 #${code ?? ''}`));
    return opened ? personOf(opened.conversation) : 'stranger';
  }

  #filled(text: string): string {
    const { clock } = this.#world;
    return text
      .replace(/\{([+-]?\d+)\}/g, (_, days: string) => {
        const [, month, day] = shanghai(clock + Number(days) * dayMs)
          .split('-')
          .map(Number);
        return `${month ?? 0}.${day ?? 0}`;
      })
      .replace(/\{c(\d?)\}/g, (_, back: string) => this.#code(Number(back)))
      .replaceAll('{m}', () => marker((this.#markers += 1)));
  }
}

const pressing = (value: string, { messageId }: Sent) => ({ kind: 'action', action: { value, messageId } }) as const;
const quoteOf = (sent: Sent): { messageId: string | null; text: string | null } =>
  sent.messageId === null
    ? { messageId: null, text: sent.text.slice(0, 40) }
    : { messageId: sent.messageId, text: null };

/** A word that no other text contains. */
const marker = (n: number): string =>
  `缘${[...String(n).padStart(3, '0')].map((d) => '松柏竹兰菊荷桂桃杏枫'[Number(d)]).join('')}由`;

const personOf = (conversation: string): string => conversation.split('-')[2] ?? '';

const groups: readonly (readonly [string, string, readonly string[]])[] = [
  ['g1', 'rich', ['c1', 'c3', 'c10']],
  ['g2', 'rich', ['c4', 'c5', 'c9']],
  ['g3', 'rich', ['c7']],
  ['g4', 'plain', ['c1', 'c2']],
];

/** A group of the person on the platform they write from, where they are in one. */
function groupOf(who: string, inGroup: boolean, platform?: string): { group?: string } {
  const [group] = groups.find(([, of, members]) => (platform ?? of) === of && members.includes(who)) ?? [];
  return inGroup && group !== undefined ? { group } : {};
}

function fromEnd<T>(items: readonly T[], back: number): T | undefined {
  return items.length === 0 ? undefined : items[items.length - 1 - (back % items.length)];
}
