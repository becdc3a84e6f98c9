import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { why, whyNeeds, type WhySlots } from '../../src/commands/why.ts';
import type { Person } from '../../src/domain/people.ts';
import type { Result } from '../../src/domain/reply.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Why } from '../../src/domain/why.ts';
import { wordReply } from '../../src/replies/word.ts';
import { cameOn, fengdu, resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { addedSeat, answeredBy, assignedTo, jointLeave, makeUpRequest, secretary, shortLeave } from './requests.ts';

const asked = (personId: string, scene: Scene = {}, slots: Partial<WhySlots> = {}): Outcome =>
  why(saidBy(personId, scene), { code: null, about: null, ...slots });
const textOf = ({ replies }: Outcome): string => replies.map((r) => wordReply(r.result).text).join('\n');
/** The request that is explained. */
const explained = (outcome: Outcome): string => resultOf(outcome, 'why-request').shown.request.id;
const inGroup = { message: { chatKind: 'group', conversation: 'g-g1', mentionsBot: true } } as const;
const quoting = { message: { quote: { messageId: 'm1', text: null } } } as const;
const draft = {
  from: '2026-12-10',
  to: '2026-12-13',
  fromHalf: 'am',
  toHalf: 'pm',
  saidDays: null,
  kind: null,
  reason: '母亲住院',
} as const;
const leaveQuestion = { about: 'leave', asked: 'confirm', draft, purpose: { is: 'new' }, images: [] } as const;
const madeUp = (more: Partial<Request> = {}): Request =>
  makeUpRequest({ citations: [{ ...shortLeave().citations[0]!, provision: 'FD-09b' }], ...more });

describe('a leave', () => {
  const trace = (request: Request): Why => resultOf(asked('p1', { requests: [request] }), 'why-request').why;

  test('is told with the post, the facts, the article, the title and since when it is in force', () => {
    const { post, dispatchLevel, facts, rules, isOutdated } = trace(shortLeave());
    expect([post, dispatchLevel, isOutdated]).toEqual(['驻村工作队员', '县派', false]);
    expect(facts).toContainEqual({ label: '请假天数', value: 3 });
    expect(rules).toMatchObject([{ title: '丰都县驻乡驻村干部细则', article: '第九条', inForceFrom: '2021-09-10' }]);
    expect(rules[0]?.summary).toMatch(/[三3]天/);
  });

  test.each([
    [shortLeave(), 0.5, ['示例县委组织部', '示例县某局'], 'all'],
    [jointLeave(), -1, ['示例镇党委书记'], 'any'],
    [shortLeave({ days: 0.5 }), 3, ['示例县委组织部', '示例县某局'], 'all'],
  ] as const)(
    'says how many days make another chain, by its names in the county (%#)',
    (request, change, titles, mode) => {
      expect(trace(request).whatIfs).toMatchObject([{ change, unit: '天', outcome: { steps: [{ mode, titles }] } }]);
    },
  );

  test('says what another reading would have led to, and that one first', () => {
    const span = { fromOn: '2026-12-10', toOn: '2026-12-13', fromHalf: 'am', toHalf: 'pm' } as const;
    const { readings } = trace(jointLeave({ span }));
    expect(readings[0]).toMatchObject({
      id: 'leave-days',
      instead: [{ outcome: { steps: [{ titles: ['示例镇党委书记'] }], isFiled: true } }],
    });
    expect(readings[0]?.taken).toContain('自然日');
    const matters = readings.map(({ instead }) => instead.length > 0);
    expect(matters).toEqual([...matters].sort((a, b) => Number(b) - Number(a)));
  });

  test('names a reading that changes nothing here without another outcome', () => {
    expect(trace(jointLeave()).readings.find(({ id }) => id === 'leave-days')?.instead).toEqual([]);
  });

  test('is never told with its reason', () => {
    for (const personId of ['p1', 'p6', 'p3']) {
      const scene = { requests: [shortLeave({ reason: '父亲手术' })], quotes: 'r1' };
      expect(textOf(asked(personId, scene))).not.toContain('父亲手术');
    }
  });

  test('of which the rules now say otherwise is told as it was decided', () => {
    const { isOutdated, rules, whatIfs } = trace(shortLeave({ steps: jointLeave().steps }));
    expect([isOutdated, whatIfs]).toEqual([true, []]);
    expect(rules).toMatchObject([{ article: '第九条', summary: null }]);
  });

  test('from before any rule was in force is told by what it was opened with', () => {
    const span = { fromOn: '2020-12-08', toOn: '2020-12-10', fromHalf: 'am', toHalf: 'pm' } as const;
    expect(trace(shortLeave({ span }))).toMatchObject({ isOutdated: true, rules: [{ summary: null }] });
  });

  test('is explained by the rules of its first day and by the applicant’s post, whoever asks', () => {
    const asks: unknown[] = [];
    const rules = { ...fengdu, explainLeave: (facts: Parameters<typeof fengdu.explainLeave>[0]) => (asks.push(facts), fengdu.explainLeave(facts)) }; // prettier-ignore
    asked('p6', { requests: [shortLeave()], quotes: 'r1', rules, at: '2027-03-01 10:00' });
    expect(asks).toMatchObject([{ post: '驻村工作队员', dispatchLevel: '县派', days: 3, fromOn: '2026-12-08' }]);
  });
});

describe('a missed check-in', () => {
  test('is explained by who keeps the attendance', () => {
    const outcome = asked('p3', { requests: [madeUp()] }, { code: 'E5F6' });
    const { why: told } = resultOf(outcome, 'why-request');
    expect([told.isOutdated, told.rules[0]?.article]).toEqual([false, '第九条']);
    expect(told.rules[0]?.summary).toContain('第一书记');
    expect(textOf(outcome)).toContain('审批：示例一村第一书记 示例丙');
  });

  test('whose reason is not said yet is explained as well', () => {
    const question = { about: 'make-up', asked: 'reason', on: '2026-12-01' } as const;
    expect(resultOf(asked('p1', { question }), 'why-make-up-draft')).toMatchObject({
      on: '2026-12-01',
      steps: [{ titles: ['示例一村第一书记'] }],
    });
  });
});

describe('the month', () => {
  const came = { p1: { events: cameOn('p1', '2026-12-01', '2026-12-02') } };

  test('is explained by its quota, with the days there are', () => {
    const { figures, why: told } = resultOf(asked('p1', { days: came }, { about: 'month' }), 'why-month');
    expect(figures).toMatchObject({ days: 2, minDays: 21 });
    expect(told.rules[0]).toMatchObject({ article: '第九条' });
    const working = told.readings.find(({ id }) => id === 'month-days');
    expect(working?.instead).toMatchObject([{ outcome: { minDays: 16 } }]);
  });

  test('is what a cadre means who has asked for nothing', () => {
    expect(saysOf(asked('p1', { days: came }))).toEqual(['why-month']);
  });

  test('is what a cadre means who came after their leave was settled, not while it is open', () => {
    const approved = shortLeave({ state: 'approved', step: 1 });
    const later = { p1: { events: cameOn('p1', '2026-12-12') } };
    const at = '2026-12-12 10:00';
    expect(saysOf(asked('p1', { requests: [approved], days: later, at }))).toEqual(['why-month']);
    expect(explained(asked('p1', { requests: [shortLeave()], days: later, at }))).toBe('r1');
    expect(explained(asked('p1', { requests: [approved], at }))).toBe('r1');
  });

  test('has no quota for an office', () => {
    expect(resultOf(asked('p6', {}, { about: 'month' }), 'why-of-what').isCadre).toBe(false);
  });
});

describe('which decision', () => {
  const older = shortLeave({ id: 'r0', code: 'G7H8', openedAt: shanghai('2026-11-01 10:00') });

  test('is that of the message replied to', () => {
    expect(explained(asked('p1', { requests: [older, shortLeave()], quotes: 'r0', question: leaveQuestion }))).toBe('r0');
  }); // prettier-ignore

  test('is the code’s where it names another', () => {
    const scene = { requests: [older, shortLeave()], quotes: 'r0' };
    expect(explained(asked('p1', scene, { code: 'A1B2' }))).toBe('r1');
    expect(explained(asked('p1', scene, { code: 'G7H8' }))).toBe('r0');
    expect(saysOf(asked('p1', scene, { code: 'Z9Z9' }))).toEqual(['no-such-code']);
  });

  test('is the leave that is being confirmed', () => {
    const before = shortLeave({ span: { fromOn: '2026-11-08', toOn: '2026-11-10', fromHalf: 'am', toHalf: 'pm' } });
    const { preview, why: told } = resultOf(asked('p1', { requests: [before], question: leaveQuestion }), 'why-leave-draft');
    expect(preview.days).toBe(4);
    expect(told.whatIfs).toMatchObject([{ change: -1 }]);
  }); // prettier-ignore

  test('is not a leave whose days are not said yet, nor one long forgotten', () => {
    const open = { ...leaveQuestion, asked: 'from', draft: { ...draft, from: null, to: null } } as const;
    expect(explained(asked('p1', { requests: [older], question: open }))).toBe('r0');
    const askedAt = shanghai('2026-11-30 10:00');
    expect(explained(asked('p1', { requests: [older], question: leaveQuestion, askedAt }))).toBe('r0');
  });

  test('is the one whose rejection is being asked about', () => {
    const question = { about: 'rejection', verdict: 'reject', requestId: 'r1', revision: 0 } as const;
    expect(explained(asked('p6', { requests: [older, shortLeave()], question }))).toBe('r1');
    expect(whyNeeds(saidBy('p6', { question }), { code: null }).requestIds).toEqual(['r1']);
  });

  test('is the latest of one’s own, or the only one that waits', () => {
    expect(explained(asked('p1', { requests: [older, shortLeave()] }))).toBe('r1');
    expect(explained(asked('p6', { requests: [shortLeave()] }))).toBe('r1');
    const own = shortLeave({ id: 'r9', applicantId: 'p3', openedAt: shanghai('2026-11-02 10:00') });
    expect(explained(asked('p3', { requests: [own, madeUp()] }))).toBe('r3');
  });

  test('is asked in one line where several wait', () => {
    expect(saysOf(asked('p6', { requests: [older, shortLeave()] }))).toEqual(['why-of-what']);
  });

  test('is asked in one line where the message replied to is about none', () => {
    expect(saysOf(asked('p1', { requests: [shortLeave()], ...quoting }))).toEqual(['why-of-what']);
    expect(saysOf(asked('p1', { ...quoting }, { about: 'month' }))).toEqual(['why-month']);
    expect(saysOf(asked('p1', { question: leaveQuestion, ...quoting }, { about: 'leave-draft' }))).toEqual([
      'why-leave-draft',
    ]);
  });
});

describe('who may ask', () => {
  const keptElsewhere: Person = { id: 'p11', name: '示例子', post: '驻村工作队员', dispatchLevel: '县派', townshipId: 't1', villageId: 'v1', teamId: 'team-v1', unitId: 'u1', isTeamLeader: null }; // prettier-ignore
  const ask = (personId: string, request: Request = shortLeave()): Result['says'][] =>
    saysOf(asked(personId, { requests: [request], quotes: request.id, people: [keptElsewhere] }));

  test.each([
    ['the applicant', 'p1'],
    ['who answers it', 'p6'],
    ['who keeps their attendance', 'p3'],
  ])('%s', (_, personId) => {
    expect(ask(personId)).toEqual(['why-request']);
  });

  test('who has answered it, though the seat has passed on', () => {
    const [step] = shortLeave().steps;
    const steps = [{ ...step!, seats: step!.seats.map((seat) => answeredBy('p10', seat)) }];
    expect(ask('p10', shortLeave({ steps, state: 'approved', step: 1 }))).toEqual(['why-request']);
  });

  test.each([
    ['a colleague', 'p11'],
    ['an office that is not asked', 'p8'],
  ])('not %s: one line, and nothing of the request', (_, personId) => {
    const outcome = asked(personId, { requests: [shortLeave()], quotes: 'r1', people: [keptElsewhere] });
    expect(saysOf(outcome)).toEqual(['why-not-yours']);
    expect(outcome.replies[0]?.requestId).toBeNull();
    expect(textOf(outcome)).not.toMatch(/示例甲|12月|A1B2|\n/);
  });
});

describe('in a group', () => {
  test('only the rule, the days and the chain are said', () => {
    const outcome = asked('p1', { requests: [shortLeave()], ...inGroup });
    expect(resultOf(outcome, 'why-in-group')).toMatchObject({ days: 3, steps: [{ titles: ['示例镇党委书记'] }] });
    expect(outcome.replies[0]?.requestId).toBeNull();
    expect(textOf(outcome)).not.toMatch(/母亲住院|示例甲|示例己|12月|A1B2|驻村工作队员/);
  });

  test('nor more of a leave that is not confirmed, or of a missed check-in', () => {
    expect(saysOf(asked('p1', { question: leaveQuestion, ...inGroup }))).toEqual(['why-in-group']);
    const outcome = asked('p1', { requests: [madeUp()], ...inGroup });
    expect(resultOf(outcome, 'why-in-group')).toMatchObject({ days: null, steps: [{ titles: ['示例一村第一书记'] }] });
  });
});

test('asking changes nothing', () => {
  for (const scene of [{ requests: [shortLeave()] }, { question: leaveQuestion }, {}])
    expect(asked('p1', scene).effects).toEqual([]);
});

describe('a leave that is not one’s own', () => {
  const proxy = { ...leaveQuestion, purpose: { is: 'proxy', applicantId: 'p1' } } as const;
  const correction = { ...leaveQuestion, purpose: { is: 'correct', requestId: 'r1' } } as const;

  test('asked for on somebody’s behalf is explained by their post, not the asker’s', () => {
    const { why: told, preview } = resultOf(asked('p3', { question: proxy }), 'why-leave-draft');
    expect([told.post, preview.forName]).toEqual(['驻村工作队员', '示例甲']);
    expect(told.whatIfs).toMatchObject([{ change: -1, outcome: { steps: [{ titles: ['示例镇党委书记'] }] } }]);
  });

  test('corrected by the officer is explained by the applicant’s post', () => {
    const scene = { county: sampleCountyWithOfficer, requests: [shortLeave({ state: 'approved' })] };
    const { why: told } = resultOf(asked('p11', { ...scene, question: correction }), 'why-leave-draft');
    expect(told.post).toBe('驻村工作队员');
  });

  test('may be asked about by the officer and by who asked for it; a keeper hears no kind', () => {
    const request = shortLeave({ enteredBy: 'p3', leaveKind: '病假', reason: '住院手术' });
    const scene = { county: sampleCountyWithOfficer, requests: [request], quotes: 'r1' };
    for (const by of ['p11', 'p3']) {
      expect(saysOf(asked(by, scene))).toEqual(['why-request']);
      expect(textOf(asked(by, scene))).not.toMatch(/病|住院|手术/);
    }
    expect(saysOf(asked('p9', scene))).toEqual(['why-not-yours']);
    const byFormerOfficer = { ...scene, requests: [{ ...request, enteredBy: 'p9' }] };
    expect(saysOf(asked('p9', byFormerOfficer))).toEqual(['why-request']);
  });
});

describe('why it is this person', () => {
  test('is told of a deputy, of one to whom it was handed, of one who was added, and of an answer on paper', () => {
    const deputies = [
      { id: 'd1', principalId: 'p6', deputyId: 'p7', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p6', namedAt: 0 } as const,
    ]; // prettier-ignore
    const open = textOf(asked('p1', { requests: [shortLeave()], deputies }));
    expect(open).toMatch(/示例庚.*代示例己/);
    const handed = shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p9', secretary, 'p6')] }] });
    expect(textOf(asked('p1', { requests: [handed] }))).toMatch(/示例己.*转.*示例壬|示例壬.*示例己.*转/);
    const added = shortLeave({
      steps: [...shortLeave().steps, { mode: 'all', seats: [addedSeat('p9', '示例壬', 'p6')] }],
    });
    expect(textOf(asked('p1', { requests: [added] }))).toMatch(/示例壬.*示例己.*加签|示例己.*加签/);
    const seats = [answeredBy('p6', secretary, { recordedBy: 'p11' })];
    const paper = shortLeave({ state: 'approved', step: 1, steps: [{ mode: 'any', seats }] });
    expect(textOf(asked('p1', { county: sampleCountyWithOfficer, requests: [paper] }))).toMatch(
      /示例子.*代录|代录.*示例子/,
    );
  });
});
