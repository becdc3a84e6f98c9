import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import {
  continuePaper,
  continuePaperNeeds,
  recordPaper,
  recordPaperNeeds,
  type PaperQuestion,
  type PaperSlots,
} from '../../src/commands/record-paper.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import {
  answeredBy,
  assignedTo,
  heldLeave,
  jointLeave,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 9 };

interface Said extends Scene, Partial<PaperSlots> {
  readonly by?: string;
  readonly photos?: readonly (typeof photo)[];
}

/** By the officer (p11); the unit's secretary (p10) has no account. */
const context = ({ by = 'p11', ...scene }: Said) =>
  saidBy(by, { county: sampleCountyWithOfficer, requests: [jointLeave()], unreachable: ['p10'], ...scene });
const said = (how: Said = {}): Outcome =>
  recordPaper(
    context(how),
    {
      code: how.code === undefined ? 'C3D4' : how.code,
      verdict: how.verdict === undefined ? 'approve' : how.verdict,
      seat: how.seat ?? null,
      note: how.note ?? null,
    },
    how.photos ?? [photo],
  );

const answers = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'answer-seat').map((e) => `${e.requestId} ${e.seat.body} ${e.verdict} ${e.personId}`);

/** Only said, nothing changed; why, and the seats that are named. */
function whyNot(outcome: Outcome): string {
  expect(outcome.effects).toEqual([]);
  const { why, seats } = resultOf(outcome, 'cannot-record-paper');
  return [why, ...seats.map((s) => s.title)].join(' ');
}

describe('what was decided on paper is recorded', () => {
  test('for whoever holds the seat, by the officer, with the photo', () => {
    const outcome = said({ note: '书面同意' });
    const at = shanghai('2026-12-02 10:00');
    expect(outcome.effects).toEqual([
      {
        effect: 'answer-seat',
        requestId: 'r2',
        step: 0,
        seat: { body: '派出单位', scopeId: 'u1' },
        personId: 'p10',
        verdict: 'approve',
        note: '书面同意',
        at,
        forId: null,
        recordedBy: 'p11',
        images: [photo],
      },
      { effect: 'move-request', requestId: 'r2', version: 1, state: 'open', step: 0, at },
    ]);
    expect(resultOf(outcome, 'answer-recorded')).toMatchObject({ next: 'waits-for-others', onPaperFor: '示例县某局' });
  });

  test('and what follows is what follows any answer', () => {
    const steps = [{ mode: 'all' as const, seats: [answeredBy('p8', organisation), unit] }];
    const outcome = said({ requests: [jointLeave({ steps })] });
    expect(effectsOf(outcome, 'move-request')[0]).toMatchObject({ state: 'approved', step: 1 });
    expect(toldBy(outcome)).toContain('p1 request-approved');
    expect(new Set(outcome.replies.map((r) => r.once)).size).toBe(outcome.replies.length);
    expect(resultOf(outcome, 'request-approved').shown.steps[0]?.seats[1]?.because).toEqual([
      { because: 'on-paper', by: '示例子' },
    ]);
  });

  test('a refusal too', () => {
    const outcome = said({ verdict: 'reject', note: '人手不够' });
    expect(effectsOf(outcome, 'move-request')[0]?.state).toBe('rejected');
    expect(resultOf(outcome, 'request-rejected').reason).toBe('人手不够');
  });

  test('as the officer’s own where nobody holds the seat, or only the applicant', () => {
    expect(answers(said({ unreachable: [], holders: { [unit.body]: [] } }))).toEqual(['r2 派出单位 approve p11']);
    expect(answers(said({ unreachable: [], holders: { [unit.body]: ['p1'] } }))).toEqual(['r2 派出单位 approve p11']);
  });

  test('for whom it was handed to, where they have no account any more', () => {
    const requests = [jointLeave({ steps: [{ mode: 'all', seats: [organisation, assignedTo('p9', unit)] }] })];
    expect(answers(said({ requests, unreachable: ['p9'] }))).toEqual(['r2 派出单位 approve p9']);
  });

  test('for the seat that is named, where nobody can answer several', () => {
    const how = { unreachable: ['p8', 'p10'] };
    expect(answers(said({ ...how, seat: '组织部' }))).toEqual(['r2 县委组织部 approve p8']);
    expect(answers(said({ ...how, seat: '某局' }))).toEqual(['r2 派出单位 approve p10']);
    expect(answers(said({ ...how, seat: '示例癸' }))).toEqual(['r2 派出单位 approve p10']);
  });

  test('for the seat whose title is just that before those that it is part of', () => {
    const longer = { ...organisation, title: '示例县某局办公室' };
    const requests = [jointLeave({ steps: [{ mode: 'all', seats: [longer, unit] }] })];
    const how = { requests, unreachable: ['p8', 'p10'] };
    expect(answers(said({ ...how, seat: '示例县某局' }))).toEqual(['r2 派出单位 approve p10']);
    expect(whyNot(said({ ...how, seat: '某局' }))).toBe('which-seat 示例县某局办公室 示例县某局');
  });

  test('of the quoted request, or of the only one that is stuck', () => {
    const requests = [shortLeave(), jointLeave()];
    expect(answers(said({ code: null, quotes: 'r2', requests }))).toEqual(['r2 派出单位 approve p10']);
    expect(answers(said({ code: null, requests }))).toEqual(['r2 派出单位 approve p10']);
    const due = { requests, ended: [], away: [] };
    expect(answers(said({ code: null, requests: [], due }))).toEqual(['r2 派出单位 approve p10']);
    expect(answers(said({ code: null, requests, due }))).toEqual(['r2 派出单位 approve p10']);
  });

  test('of the one that is stuck where two have the code', () => {
    const requests = [shortLeave({ code: 'C3D4' }), jointLeave()];
    expect(answers(said({ requests }))).toEqual(['r2 派出单位 approve p10']);
  });
});

describe('nothing is recorded', () => {
  test.each<[string, Said, string]>([
    ['by anybody but the officer', { by: 'p8' }, 'not-officer'],
    ['where it is over', { requests: [jointLeave({ state: 'rejected' })] }, 'ended'],
    ['where it was sent back', { requests: [jointLeave({ state: 'returned' })] }, 'ended'],
    ['where no rule names anybody', { requests: [heldLeave({ code: 'C3D4' })] }, 'ended'],
    ['where all can answer', { unreachable: [] }, 'reachable 示例县委组织部 示例县某局'],
    ['where the seat’s holder can answer', { seat: '组织部' }, 'reachable 示例县委组织部'],
    ['where its deputy can answer', { deputies: [{ id: 'd1', principalId: 'p10', deputyId: 'p9', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p10', namedAt: 0 }], seat: '某局' }, 'reachable 示例县某局'],
    ['where no seat is called so', { seat: '财政' }, 'which-seat 示例县委组织部 示例县某局'],
    ['where several are stuck', { unreachable: ['p8', 'p10'] }, 'which-seat 示例县委组织部 示例县某局'],
    ['where it is not said what was decided', { verdict: null }, 'verdict 示例县某局'],
    ['where none is named and none is stuck', { code: null, unreachable: [] }, 'which'],
    ['where none is named and several are stuck', { code: null, requests: [shortLeave(), jointLeave()], unreachable: ['p6', 'p10'] }, 'which'],
    ['where two have the code and both are stuck', { requests: [shortLeave({ code: 'C3D4' }), jointLeave()], unreachable: ['p6', 'p10'] }, 'which'],
  ])('%s', (_, how, why) => {
    expect(whyNot(said(how))).toBe(why);
  }); // prettier-ignore

  test('of the officer’s own request', () => {
    const outcome = said({ requests: [jointLeave({ applicantId: 'p11' })] });
    expect(outcome.effects).toEqual([]);
    expect(resultOf(outcome, 'answer-refused').why).toBe('own-request');
  });

  test('where the code is none', () => {
    expect(resultOf(said({ code: 'Z9Z9' }), 'no-such-code').code).toBe('Z9Z9');
  });
});

describe('without its photo', () => {
  const question: PaperQuestion = {
    about: 'paper',
    requestId: 'r2',
    version: 1,
    verdict: 'approve',
    seats: [{ body: '派出单位', scopeId: 'u1' }],
    note: '书面同意',
  };
  const then = (how: Said = {}, photos = [photo]): Outcome =>
    continuePaper(context({ question, ...how }), question, photos);

  test('it is asked for, and nothing is recorded yet', () => {
    const outcome = said({ photos: [], note: '书面同意' });
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
    expect(questionAfter(outcome)).toEqual(question);
    expect(resultOf(outcome, 'ask-paper-photo').titles).toEqual(['示例县某局']);
    expect(outcome.replies[0]?.requestId).toBe('r2');
  });

  test('once it comes, the answer is recorded as it was said', () => {
    const outcome = then();
    expect(answers(outcome)).toEqual(['r2 派出单位 approve p10']);
    expect(effectsOf(outcome, 'answer-seat')[0]).toMatchObject({
      note: '书面同意',
      recordedBy: 'p11',
      images: [photo],
    });
    expect(questionAfter(outcome)).toBeNull();
  });

  test('something else than a photo leaves it open', () => {
    const outcome = then({}, []);
    expect(questionAfter(outcome)).toEqual(question);
    expect(saysOf(outcome)).toEqual(['ask-paper-photo']);
  });

  test.each<[string, Said, string]>([
    ['the request has moved on', { requests: [jointLeave({ version: 2 })] }, 'changed-since'],
    ['it is over', { requests: [jointLeave({ state: 'withdrawn', version: 2 })] }, 'cannot-record-paper ended'],
    ['it is not there', { requests: [] }, 'cannot-record-paper which'],
    ['they can answer now', { unreachable: [] }, 'cannot-record-paper reachable'],
    ['one is no longer the officer', { by: 'p8' }, 'cannot-record-paper not-officer'],
    ['it is one’s own', { requests: [jointLeave({ applicantId: 'p11' })] }, 'answer-refused own-request'],
  ])('where %s, nothing is recorded and the question is closed', (_, how, says) => {
    const outcome = then(how);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['close-question']);
    const result = outcome.replies[0]?.result;
    expect(outcome.replies).toHaveLength(1);
    const isRefused = result?.says === 'cannot-record-paper' || result?.says === 'answer-refused';
    expect(isRefused ? `${result.says} ${result.why}` : result?.says).toBe(says);
  }); // prettier-ignore
});

test('the officer alone needs what waits in the county, and only where nothing else says which', () => {
  const due = (how: Said, code: string | null): boolean | undefined => recordPaperNeeds(context(how), { code }).due;
  expect(due({}, null)).toBe(true);
  expect(due({}, 'C3D4')).toBe(false);
  expect(due({ quotes: 'r2' }, null)).toBe(false);
  expect(due({ by: 'p8' }, null)).toBe(false);
  expect(recordPaperNeeds(context({}), { code: 'C3D4' })).toMatchObject({ organisation: true, code: 'C3D4' });
  expect(continuePaperNeeds({ about: 'paper', requestId: 'r2', version: 1, verdict: 'approve', seats: [], note: null })).toEqual({ organisation: true, requestIds: ['r2'] }); // prettier-ignore
});

test('the township secretary’s paper is recorded like any other', () => {
  const outcome = said({ code: 'A1B2', requests: [shortLeave()], unreachable: ['p6'] });
  expect(answers(outcome)).toEqual([`r1 ${secretary.body} approve p6`]);
});
