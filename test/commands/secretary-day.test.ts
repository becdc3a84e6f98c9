/** 待办, 我批过的, 免打扰. */
import { describe, expect, test } from 'vitest';
import { answeredByMe, answeredNeeds, setDigest, todo } from '../../src/commands/secretary-day.ts';
import { wordReply } from '../../src/replies/word.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, resultOf, saidBy, type Scene } from './facts.ts';
import { answeredBy, heldLeave, jointLeave, organisation, secretary, shortLeave, unit } from './requests.ts';

describe('what waits', () => {
  const requests = [
    shortLeave({ openedAt: 2 }),
    shortLeave({ id: 'r5', code: 'J9K1', applicantId: 'p2', openedAt: 1, revision: 3, version: 9 }),
  ];

  test('is numbered, the oldest first, and the list is kept for answers by number', () => {
    const outcome = todo(saidBy('p6', { requests }));
    expect(resultOf(outcome, 'todo')).toMatchObject({ on: '2026-12-02' });
    expect(outcome.effects).toEqual([
      {
        effect: 'show-list',
        accountId: 'web-p6',
        items: [
          { requestId: 'r5', revision: 3 },
          { requestId: 'r1', revision: 0 },
        ],
      },
    ]);
    const { text } = wordReply(outcome.replies[0]!.result);
    expect(text).toMatch(/1\. #J9K1 示例乙[^]*2\. #A1B2 示例甲/);
    expect(text).toContain('母亲住院');
  });

  test('is nothing: an older list no longer counts', () => {
    const outcome = todo(saidBy('p6', { listed: [{ requestId: 'r1', revision: 0 }] }));
    expect(effectsOf(outcome, 'show-list')).toMatchObject([{ items: [] }]);
  });

  test('is for the officer also what no rule settles', () => {
    const scene: Scene = { county: sampleCountyWithOfficer, requests: [heldLeave(), ...requests] };
    expect(resultOf(todo(saidBy('p11', scene)), 'todo').shown.map((s) => s.request.id)).toEqual(['r4']);
    expect(resultOf(todo(saidBy('p6', scene)), 'todo').shown.map((s) => s.request.id)).toEqual(['r5', 'r1']);
  });

  test('of more than a list shows has numbers only for what is shown', () => {
    const many = Array.from({ length: 23 }, (_, i) => shortLeave({ id: `r${i + 100}`, openedAt: i }));
    const items = effectsOf(todo(saidBy('p6', { requests: many })), 'show-list')[0]?.items;
    expect(items).toHaveLength(20);
    expect(items?.at(-1)?.requestId).toBe('r119');
    expect(wordReply(todo(saidBy('p6', { requests: many })).replies[0]!.result).text).toContain('还有 3 件');
  });
});

describe('what one has answered', () => {
  const mine = shortLeave({ state: 'approved', steps: [{ mode: 'any', seats: [answeredBy('p6', secretary)] }] });
  const shown = (personId: string, scene: Scene): string[] =>
    resultOf(answeredByMe(saidBy(personId, scene)), 'answered-by-me').shown.map((s) => s.request.id);

  test('is listed with how it stands, for thirty days', () => {
    const requests = [mine, jointLeave()];
    expect(shown('p6', { requests })).toEqual(['r1']);
    expect(resultOf(answeredByMe(saidBy('p6', { requests })), 'answered-by-me').since).toBe('2026-11-02');
    expect(answeredNeeds(saidBy('p6'))).toMatchObject({ answeredSince: '2026-11-02' });
  });

  test('counts what one recorded from paper, and what one answered as a deputy', () => {
    const recorded = jointLeave({ steps: [{ mode: 'all', seats: [answeredBy('p10', unit, { recordedBy: 'p11' }), organisation] }] }); // prettier-ignore
    const requests = [recorded, { ...mine, steps: [{ mode: 'any' as const, seats: [answeredBy('p7', secretary, { forId: 'p6' })] }] }]; // prettier-ignore
    expect(shown('p11', { county: sampleCountyWithOfficer, requests })).toEqual(['r2']);
    expect(shown('p7', { requests })).toEqual(['r1']);
    expect(shown('p6', { requests })).toEqual([]);
  });

  test('changes nothing, and shows no reason', () => {
    const outcome = answeredByMe(saidBy('p6', { requests: [mine] }));
    expect(outcome.effects).toEqual([]);
    expect(wordReply(outcome.replies[0]!.result).text).not.toContain('母亲住院');
  });
});

test.each([true, false])('a digest instead of a ping each: %s', (digest) => {
  expect(setDigest(saidBy('p6'), digest)).toMatchObject({
    effects: [{ effect: 'set-digest', personId: 'p6', digest }],
    replies: [{ result: { says: 'digest-set', digest } }],
  });
});
