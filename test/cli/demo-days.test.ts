/** The days of the sample counties, played through the product: every chain of each regulation, to its end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { sampleCountyFor } from '../../src/cli/demo-counties.ts';
import { playIn } from '../../src/cli/demo-play.ts';
import { openDatabase } from '../../src/store/database.ts';
import { freshDatabase } from '../support/database.ts';

interface Played {
  readonly transcript: string;
  /** Each leave as `p1 3天 any:某书记 > all:某部+某局 approved`, in the order in which they were asked for. */
  readonly leaves: readonly string[];
  /** Kinds of remarks, by the applicant and the days of the leave. */
  readonly remarks: readonly string[];
  /** The seats whose answer was on paper, with the number of photos. */
  readonly onPaper: readonly string[];
}

const LEAVES = `
  SELECT r.modes, r.state::text,
    (SELECT array_agg(m ->> 'remark') FROM jsonb_array_elements(r.remarks) m) AS remarks,
    (SELECT jsonb_agg(jsonb_build_object('step', s.step, 'body', s.body, 'photos',
      CASE WHEN s.recorded_by IS NULL THEN NULL ELSE jsonb_array_length(s.images) END) ORDER BY s.step, s.place)
      FROM request_seat s WHERE s.county = r.county AND s.request_id = r.id) AS seats,
    r.applicant_id AS who, (r.half_days / 2.0)::float AS days
  FROM request r WHERE r.kind = 'leave' ORDER BY r.opened_at`;

interface LeaveRow {
  readonly who: string;
  readonly days: number;
  readonly state: string;
  readonly modes: readonly string[];
  readonly remarks: readonly string[] | null;
  readonly seats: readonly { readonly step: number; readonly body: string; readonly photos: number | null }[] | null;
}

const chainOf = ({ modes, seats }: LeaveRow): string =>
  modes
    .map((mode, step) => {
      const bodies = (seats ?? []).filter((s) => s.step === step).map((s) => s.body);
      return `${bodies.length > 1 ? `${mode}:` : ''}${bodies.join('+')}`;
    })
    .join(' > ');

async function played(place: string): Promise<Played> {
  const { url, drop } = await freshDatabase();
  const shelvesDir = mkdtempSync(path.join(tmpdir(), 'zhucun-days-'));
  const { county, day } = sampleCountyFor(place);
  const db = openDatabase(url, county.id);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const printed: string[] = [];
    await playIn({ db, shelvesDir }, county, day.lines, (text) => printed.push(text), new AbortController().signal);
    const { rows } = await client.query<LeaveRow>(LEAVES);
    return {
      transcript: printed.join('\n'),
      leaves: rows.map((row) => `${row.who} ${row.days}天 ${chainOf(row) || '(nobody)'} ${row.state}`),
      remarks: rows.flatMap(({ who, days, remarks }) => (remarks ?? []).map((kind) => `${who} ${days}天 ${kind}`)),
      onPaper: rows.flatMap(({ seats }) =>
        (seats ?? []).flatMap(({ body, photos }) => (photos === null ? [] : [`${body} ${photos}`])),
      ),
    };
  } finally {
    await client.end();
    await db.close();
    await drop();
    rmSync(shelvesDir, { recursive: true });
  }
}

describe('The day shows every chain', () => {
  test('of 丰都: the secretary up to three days, two bodies together beyond', async () => {
    const { leaves, transcript } = await played('丰都');
    expect(leaves).toEqual([
      'p1 3天 乡镇（街道）党（工）委书记 approved',
      'p3 4天 all:县委组织部+派出单位 rejected',
      'p2 5天 all:县委组织部+派出单位 approved',
    ]);
    expect(transcript).not.toContain('没看明白');
  });

  test('of 西安: leaders up to a week and beyond, members up to three days and beyond, in a town and in a street', async () => {
    const { leaves, transcript } = await played('西安');
    expect(leaves).toEqual([
      'p3 1天 驻村工作队队长 approved',
      'p2 2天 驻村工作队队长 approved',
      'p5 4天 驻村工作队队长 > any:镇（街办）党委书记+街办主任 approved',
      'p4 3天 any:镇（街办）党委书记+街办主任 approved',
      'p1 7天 any:镇（街办）党委书记+镇长 approved',
      'p1 9天 镇（街办） > 县级驻村工作领导小组 approved',
    ]);
    expect(transcript).not.toContain('没看明白');
  });

  test('of 驻马店: the township up to seven days with two copies, three bodies together beyond', async () => {
    const { leaves, transcript } = await played('驻马店');
    expect(leaves).toEqual([
      'p3 7天 乡镇（街道）党（工）委 approved',
      'p2 2天 乡镇（街道）党（工）委 approved',
      'p4 1天 乡镇（街道）党（工）委 withdrawn',
      'p1 9天 all:县（区）党委组织部+县（区）乡村振兴局+派出单位 approved',
      'p3 1天 all:县（区）党委组织部+县（区）乡村振兴局+派出单位 open', // the seven days and one more
    ]);
    expect(transcript).not.toContain('没看明白');
  });

  test('of 榆林 by the county’s own rule: three bands, and a look at a recall beyond thirty days', async () => {
    const { leaves, remarks, onPaper, transcript } = await played('榆林');
    expect(leaves).toEqual([
      'p2 3天 乡镇（街道）党（工）委书记 approved',
      'p3 5天 all:乡镇（街道）党（工）委书记+派出单位 approved',
      'p1 13天 all:乡镇（街道）党（工）委书记+派出单位 > 县委组织部 approved',
      'p2 33天 all:乡镇（街道）党（工）委书记+派出单位 > 县委组织部 approved',
    ]);
    expect(remarks.filter((remark) => remark.endsWith('recall'))).toEqual(['p2 33天 recall']);
    expect(onPaper).toEqual(['派出单位 1']);
    expect(transcript).not.toContain('没看明白');
  });

  test('of 重庆, where no rule says who approves: kept for the officer, who names the approver', async () => {
    const { leaves, transcript } = await played('重庆');
    expect(leaves).toEqual([
      'p2 2天 person approved',
      'p1 5天 person > person approved',
      'p3 2天 (nobody) withdrawn', // asked for on p3's behalf, who objected
    ]);
    expect(transcript).not.toContain('没看明白');
  });
});
