/** Who hears of a leave once it is confirmed. */
import { describe, expect, test } from 'vitest';
import { confirmLeave, newLeave, requestLeave } from '../../src/commands/request-leave.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import { sampleCounty, sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy } from './facts.ts';
import { shortLeave } from './requests.ts';
import { draft, confirmed, opened, unsettled } from './asked-leave.ts';

describe('once it is confirmed', () => {
  test('the approver is asked once, with the reason and buttons; the question is closed', () => {
    const outcome = confirmed(
      {},
      { messageId: 12n, question: { about: 'leave', asked: 'confirm', ...newLeave(draft()) } },
    );
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p6 please-answer']);
    expect(outcome.replies[1]).toMatchObject({ requestId: 'r12', once: 'r12:v0.step0:p6', revision: 0 });
    expect(outcome.replies[1]?.buttons.map((b) => b.label)).toEqual(['approve', 'reject', 'return']);
    expect(questionAfter(outcome)).toBeNull();
  });

  test('both bodies of a joint step are asked, and everyone who holds their seats', () => {
    const outcome = confirmed({ to: '2026-12-11' }, { holders: { 县委组织部: ['p8', 'p9'] } });
    expect(toldBy(outcome)).toEqual([
      'here request-opened',
      'p8 please-answer',
      'p9 please-answer',
      'p10 please-answer',
    ]);
  });

  test('one who holds both seats is asked once', () => {
    const outcome = confirmed({ to: '2026-12-11' }, { holders: { 县委组织部: ['p8'], 派出单位: ['p8'] } });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p8 please-answer']);
  });

  test('everything is decided anew: what was overlapped meanwhile is not opened', () => {
    const outcome = confirmed({}, { requests: [shortLeave()] });
    expect(saysOf(outcome)).toEqual(['overlaps']);
    expect(effectsOf(outcome, 'open-request')).toEqual([]);
  });

  test('without a reason it is not opened', () => {
    expect(saysOf(confirmed({ reason: null }))).toEqual(['ask-leave-reason']);
  });
});

describe('a seat that nobody can answer for', () => {
  test('is told once to the applicant and to whoever the filing goes to', () => {
    const outcome = confirmed({}, { holders: { '乡镇（街道）党（工）委书记': [] } });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p1 seat-vacant', 'p9 seat-vacant']);
    expect(outcome.replies.slice(1).map((r) => r.once)).toEqual(['r1:v0.step0-vacant:p1', 'r1:v0.step0-vacant:p9']);
  });

  test('because the applicant alone holds it is vacant: nobody is asked about their own', () => {
    const outcome = confirmed({}, { holders: { '乡镇（街道）党（工）委书记': ['p1'] } });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p1 seat-vacant', 'p9 seat-vacant']);
  });

  test('beside one who can: that one is asked all the same', () => {
    const outcome = confirmed({ to: '2026-12-11' }, { unreachable: ['p10'] });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p8 please-answer', 'p10 please-answer', 'p1 seat-vacant']);
    expect(resultOf(outcome, 'seat-vacant').seats.map((s) => s.body)).toEqual(['派出单位']);
  });
});

test('a seat that nobody can answer for is told to the officer, where the county has one', () => {
  const scene = { county: sampleCountyWithOfficer, holders: { '乡镇（街道）党（工）委书记': [] } };
  expect(toldBy(confirmed({}, scene))).toEqual(['here request-opened', 'p1 seat-vacant', 'p11 seat-vacant']);
  expect(sampleCounty.seats).not.toContainEqual(expect.objectContaining({ body: 'officer' }));
});

describe('photos', () => {
  const images = [{ sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }];
  const talk = { ...newLeave(draft(), images) };

  test('stay with the question, are counted in the preview, and go to the approver alone', () => {
    const shown = requestLeave(saidBy('p1'), talk, null);
    expect(questionAfter(shown)).toMatchObject({ images });
    expect(resultOf(shown, 'confirm-leave').preview.images).toBe(1);
    const outcome = confirmLeave(saidBy('p1', { unreachable: ['p6'] }), talk);
    expect(opened(outcome).images).toEqual(images);
    expect(outcome.replies.map((r) => `${r.result.says} ${r.images.length}`)).toEqual([
      'request-opened 0',
      'please-answer 1',
      'seat-vacant 0',
      'seat-vacant 0',
    ]);
  });

  test('go to the officer where no rule settles it', () => {
    const outcome = confirmLeave(saidBy('p1', { county: sampleCountyWithOfficer, rules: unsettled }), talk);
    expect(outcome.replies[1]).toMatchObject({ recipient: { personId: 'p11' }, images });
  });
});

describe('an approver who wants a digest', () => {
  test.each([
    ['2026-12-02', ['here request-opened', 'p6 please-answer']],
    ['2026-12-03', ['here request-opened', 'p6 please-answer']],
    ['2026-12-04', ['here request-opened']],
  ] as const)('of a leave from %s, asked for on the 2nd', (from, told) => {
    expect(toldBy(confirmed({ from, to: from }, { digest: ['p6'] }))).toEqual(told);
  });
});

test('an approver who has named a deputy is spared; the deputy is asked', () => {
  const named: Deputy = {
    id: 'd1', principalId: 'p6', deputyId: 'p7', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p6', namedAt: 0,
  }; // prettier-ignore
  expect(toldBy(confirmed({}, { deputies: [named] }))).toEqual(['here request-opened', 'p7 please-answer']);
  const applicant = [{ ...named, deputyId: 'p1' }];
  expect(toldBy(confirmed({}, { deputies: applicant }))).toEqual(['here request-opened', 'p6 please-answer']);
});
