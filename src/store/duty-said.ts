/** What was said of duties: answers to reminders, reminders that went out, lists that were shown, what the county turned off; and which teams have a group. */
import { dateOf, startOf, type IsoDate } from '../domain/calendar.ts';
import type { DutyAnswer, DutyWorld } from '../domain/duty.ts';
import type { Person } from '../domain/people.ts';
import type { Statements } from './database.ts';
import { Prisma } from './generated/client.ts';
import { timestamp } from './work-result.ts';

type Said = Required<
  Pick<DutyWorld, 'answers' | 'reminded' | 'switches' | 'listed' | 'listedOn' | 'groupTeams' | 'since'>
>;

export interface SaidOfDuties {
  readonly ofAll: () => Said;
  readonly of: (me: Person, near: ReadonlySet<string>) => Said;
}

interface SaidRow {
  what: 'answer' | 'reminded' | 'listed' | 'switch' | 'group' | 'since';
  key: string;
  /** Whoever said it or read it. */
  who: string | null;
  does: string | null;
  /** Of a list the day on which it was shown; of the county the day on which its records begin. */
  until: IsoDate | null;
  keys: string[] | null;
}

export interface SaidWanted {
  /** Answers and reminders from that day on. */
  readonly since: IsoDate;
  /** Whose lists are wanted. */
  readonly speakers: readonly string[];
  /** null: everybody's. */
  readonly some: { readonly near: readonly string[]; readonly teamIds: readonly string[] } | null;
}

/** What falls due is tracked from the clock's first look on: a county that ran before that has no ledgers of it. See `src/chat/clock.ts`. */
const dutiesSender = 'clock-duties';

const teamReader = (teamId: string): string => `team:${teamId}`;

export async function loadSaid(tx: Statements, county: string, wanted: SaidWanted): Promise<SaidOfDuties> {
  const { since, speakers, some } = wanted;
  const anyOf = (column: Prisma.Sql, ids: readonly string[]): Prisma.Sql =>
    some === null ? Prisma.sql`true` : Prisma.sql`${column} = ANY(${[...new Set(ids)]}::text[])`;
  const { near = [], teamIds = [] } = some ?? {};
  const rows = await tx.$queryRaw<SaidRow[]>`
    SELECT 'answer' AS what, owed_key AS key, person_id AS who, does, until::text, NULL::text[] AS keys FROM duty_answer
    WHERE county = ${county} AND at >= ${timestamp(startOf(since))}::timestamptz AND ${anyOf(Prisma.sql`person_id`, near)}
    UNION ALL
    SELECT 'reminded', key, reader, NULL, NULL, NULL FROM reminder
    WHERE county = ${county} AND on_date >= ${since}::date AND ${anyOf(Prisma.sql`reader`, [...speakers, ...teamIds.map(teamReader)])}
    UNION ALL
    SELECT 'listed', '', person_id, NULL, on_date::text, owed_keys FROM duty_list WHERE county = ${county} AND person_id = ANY(${[...speakers]}::text[])
    UNION ALL
    SELECT 'switch', provision, NULL, CASE WHEN is_on THEN 'on' ELSE 'off' END, NULL, NULL FROM duty_switch WHERE county = ${county}
    UNION ALL
    SELECT DISTINCT 'group', team_id, NULL, NULL, NULL, NULL::text[] FROM chat_group
    WHERE county = ${county} AND team_id IS NOT NULL AND ${anyOf(Prisma.sql`team_id`, teamIds)}
    UNION ALL
    SELECT 'since', '', NULL, NULL, (coalesce((SELECT received_at FROM inbox WHERE county = c.id AND platform = 'clock' AND sender_id = ${dutiesSender}
      ORDER BY id LIMIT 1), c.created_at) AT TIME ZONE 'Asia/Shanghai')::date::text, NULL FROM county c WHERE c.id = ${county}
    ORDER BY 1, 2, 3`;
  return {
    ofAll: () => saidIn(rows, () => true, null),
    of: (me, near) => {
      const teamId = me.teamId;
      const isMine = ({ what, key, who }: SaidRow): boolean => {
        if (what === 'answer') return who !== null && near.has(who);
        if (what === 'group') return key === teamId;
        return (
          what === 'switch' || what === 'since' || who === me.id || (teamId !== null && who === teamReader(teamId))
        );
      };
      return saidIn(rows, isMine, me.id);
    },
  };
}

function saidIn(all: readonly SaidRow[], isWanted: (row: SaidRow) => boolean, speaker: string | null): Said {
  const rows = all.filter(isWanted);
  const of = (what: SaidRow['what']): SaidRow[] => rows.filter((r) => r.what === what);
  const list = of('listed').find((r) => r.who === speaker);
  return {
    answers: of('answer').map(answerOf),
    reminded: new Set(of('reminded').map((r) => r.key)),
    switches: Object.fromEntries(of('switch').map((r) => [r.key, r.does === 'on'])),
    listed: list?.keys ?? [],
    listedOn: list?.until ?? null,
    since: of('since')[0]?.until ?? dateOf(0),
    groupTeams: new Set(of('group').map((r) => r.key)),
  };
}

const answerOf = ({ key, who, does, until }: SaidRow): DutyAnswer => ({
  owedKey: key,
  personId: who ?? '',
  does: does as DutyAnswer['does'],
  until,
});
