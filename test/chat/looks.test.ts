/** Whoever sees the data of another leaves a trace; whoever sees their own leaves none. */
import { describe, expect, test } from 'vitest';
import { looksOf, seenIn } from '../../src/chat/looks.ts';
import { answerByReply } from '../../src/commands/answer-request.ts';
import { reply, toPerson, type Outcome } from '../../src/commands/context.ts';
import { anyOne } from '../../src/commands/find-request.ts';
import { leaveLedger } from '../../src/commands/leave-ledger.ts';
import { openRequest } from '../../src/commands/open-request.ts';
import { readLogs } from '../../src/commands/read-logs.ts';
import { todo } from '../../src/commands/secretary-day.ts';
import { whoIsHere } from '../../src/commands/who-is-here.ts';
import { whoLooked } from '../../src/commands/who-looked.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { whatWasSeen } from '../../src/replies/looks.ts';
import { wordReply } from '../../src/replies/word.ts';
import { factsOf, saidBy, type Scene } from '../commands/facts.ts';
import { shortLeave } from '../commands/requests.ts';
import { samples } from '../replies/samples.ts';

const everybody = new Map(Array.from({ length: 12 }, (_, i) => [`p${i}`, { platform: 'web', conversation: `d-${i}` }]));

/** `viewer what subject`, for each look. */
const seen = (
  personId: string,
  replies: readonly Reply[],
  chatKind: 'direct' | 'group' = 'direct',
  directOf = everybody,
) =>
  looksOf({ chatKind }, factsOf(personId), replies, { directOf }).map((l) => `${l.viewerId} ${l.what} ${l.subjectId}`);
const by = (personId: string, run: (context: ReturnType<typeof saidBy>) => Outcome, scene: Scene = {}): string[] =>
  seen(personId, run(saidBy(personId, scene)).replies);

describe('a look', () => {
  test('is the keeper’s at everybody of the list, and at their logs', () => {
    expect(by('p3', whoIsHere)).toEqual(['p3 who-is-here p1', 'p3 who-is-here p2']);
    const week = { whose: 'team', from: '2026-11-30', to: '2026-12-06' } as const;
    expect(by('p3', (c) => readLogs(c, week))).toEqual(['p3 team-logs p1', 'p3 team-logs p2']);
  });

  test('is the office’s at those of its ledger, by their requests', () => {
    const context = saidBy('p8', { requests: [shortLeave()] });
    const { replies } = leaveLedger(context, { from: '2026-12-01', to: '2026-12-31' });
    expect(looksOf({ chatKind: 'direct' }, context.facts, replies, { directOf: everybody })).toEqual([
      { viewerId: 'p8', subjectId: 'p1', what: 'leave-ledger', requestId: 'r1', key: null },
    ]);
  });

  test('is the approver’s at what waits, and at what was pushed to them', () => {
    expect(by('p6', todo, { requests: [shortLeave()] })).toEqual(['p6 todo p1']);
    expect(by('p1', (c) => openRequest(c, shortLeave(), { beside: null }))).toEqual(['p6 please-answer p1']);
  });

  test('is everybody’s to whom a copy goes, once each', () => {
    const looks = by('p6', (c) => answerByReply(c, { verdict: 'approve', which: anyOne, note: null }), {
      requests: [shortLeave()],
    });
    expect(looks).toEqual(['p6 answer-recorded p1', 'p9 filing-copy p1', 'p3 keeper-told p1']);
  });

  test('is of the notice by which it was seen: sent once, seen once', () => {
    const told = reply({ says: 'please-answer', shown: samples['please-answer'][0]!.shown, again: null }, { to: toPerson('p6'), once: 'r1:v0:p6' }); // prettier-ignore
    const [look, ...more] = looksOf({ chatKind: 'direct' }, factsOf('p1'), [told, told], { directOf: everybody });
    expect(look?.key).toBe('n:r1:v0:p6');
    expect(more).toEqual([]);
  });

  test('is none where nothing can be sent, and none of a whole team', () => {
    const { replies } = openRequest(saidBy('p1'), shortLeave(), { beside: null });
    expect(seen('p1', replies, 'direct', new Map())).toEqual([]);
    const team: Reply = { ...reply(samples['please-answer'][0]!), recipient: { to: 'team', teamId: 'team-v1' } };
    expect(seen('p1', [team])).toEqual([]);
  });

  test('asked for in a group, is of the direct chat where it is answered', () => {
    const { replies } = whoIsHere(saidBy('p3'));
    expect(seen('p3', replies, 'group')).toHaveLength(2);
    expect(seen('p3', replies, 'group', new Map())).toEqual([]);
  });

  test('is none at one’s own, nor is asking who looked', () => {
    expect(by('p1', (c) => openRequest(c, shortLeave(), { beside: null })).filter((l) => l.startsWith('p1 '))).toEqual(
      [],
    );
    const looked = { since: '2026-09-04', rows: [], more: 0 } as const;
    expect(by('p1', whoLooked, { looked })).toEqual([]);
  });
});

test('every result that names somebody’s request says whose it is', () => {
  let told = 0;
  for (const result of Object.values(samples).flat()) {
    const about = seenIn(result);
    if ('shown' in result && result.shown !== null && [result.shown].flat().length > 0)
      expect(about.length, result.says).toBeGreaterThan(0);
    for (const { personId } of about) expect(personId, result.says).not.toBe('');
    if (about.length > 0) {
      expect(whatWasSeen(result.says)).not.toMatch(/[a-z]/);
      told += 1;
    }
  }
  expect(told).toBeGreaterThan(60);
});

describe('谁看过我的', () => {
  test('tells by day who saw what, how often, and what is left out', () => {
    const [result] = samples['who-looked'];
    expect(wordReply(result!).text.split('\n')).toEqual([
      '近90天看过您信息的人（审批、考勤和备案发给他们的也算）：',
      '12月2日（周三）',
      '· 示例己（示例镇党委书记）：请其审批的申请2次、在岗情况',
      '12月1日（周二）',
      '· 已离开的人员：请假台账',
      '另有3次。',
    ]);
  });
});
