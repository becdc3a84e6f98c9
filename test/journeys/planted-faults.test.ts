/** The checker is worth something: each planted fault is caught, and by an invariant that names it. */
import { describe, expect, test, vi } from 'vitest';
import type { Seams } from '../builders/world.ts';
import { SEAM_FAULTS, unguarded } from './faults.ts';
import { openLane, runConversations } from './lanes.ts';

/** Faults inside the product's own modules: each mocked function asks which one is planted. */
const planted = vi.hoisted(() => ({ fault: '', count: 0 }));

vi.mock(import('../../src/commands/acknowledge.ts'), async (original) => {
  const real = await original();
  const { answerByReply } = await import('../../src/commands/answer-request.ts');
  const which = { code: null, numbers: [], all: false };
  const approve = { verdict: 'approve', which, note: null } as const;
  return {
    ...real,
    acknowledge: (context, ...more) =>
      planted.fault === 'a nod approves' ? answerByReply(context, approve) : real.acknowledge(context, ...more),
  };
});

vi.mock(import('../../src/commands/check-in.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    checkIn: (context, note, images) => {
      if (planted.fault !== 'a second check-in counts again') return real.checkIn(context, note, images);
      const { today, days } = context.facts;
      const forgotten = [...days].map(
        ([id, where]) => [id, { ...where, events: where.events.filter((e) => e.on !== today) }] as const,
      );
      const done = real.checkIn({ ...context, facts: { ...context.facts, days: new Map(forgotten) } }, note, images);
      const turn = (planted.count += 1);
      const effects = done.effects.map((e) =>
        e.effect === 'add-attendance' ? { ...e, event: { ...e.event, turn } } : e,
      );
      return { ...done, effects };
    },
  };
});

vi.mock(import('../../src/domain/approval.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    answerRequest: (request, actor, verdict) => {
      const all = (change: object) => real.answerRequest({ ...request, ...change }, actor, verdict);
      if (planted.fault === 'people approve their own') return all({ applicantId: '' });
      if (planted.fault === 'one of two is enough')
        return all({ steps: request.steps.map((s) => ({ ...s, mode: 'any' })) });
      if (planted.fault === 'a settled request can be settled again')
        return all({
          state: 'open',
          step: 0,
          steps: request.steps.map((s) => ({ ...s, seats: s.seats.map((seat) => ({ ...seat, answer: null })) })),
        });
      return all({});
    },
  };
});

vi.mock(import('../../src/domain/leave.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    leaveDays: (span) => real.leaveDays(span) + (planted.fault === 'the last day is counted twice' ? 1 : 0),
    overlap: (a, b) => planted.fault !== 'leaves may overlap' && real.overlap(a, b),
  };
});

vi.mock(import('../../src/domain/calendar.ts'), async (original) => {
  const real = await original();
  const utc = (at: number): ReturnType<typeof real.dateOf> => real.dateOf(at - 8 * 3_600_000);
  return { ...real, dateOf: (at) => (planted.fault === 'a day ends in London' ? utc(at) : real.dateOf(at)) };
});

vi.mock(import('../../src/chat/touched.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    meets: (...given) => planted.fault !== 'two of a batch change one request' && real.meets(...given),
  };
});

vi.mock(import('../../src/replies/word.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    wordReply: (result, ...beside) => {
      const worded = real.wordReply(result, ...beside);
      if (planted.fault !== 'a copy for filing tells the reason' || result.says !== 'filing-copy') return worded;
      return { ...worded, text: `${worded.text}\n${result.shown.request.reason}` };
    },
  };
});

vi.mock(import('../../src/chat/address.ts'), async (original) => {
  const real = await original();
  const coarse = (key: string): string => key.replace(/^(n:r\d+:[\w.-]+):[a-z]\d+$/, '$1');
  return {
    ...real,
    addressed: (message, facts, replies, directory) => {
      const { fault } = planted;
      const heard = fault === 'a group hears what is personal' ? { ...message, chatKind: 'direct' as const } : message;
      const all = real.addressed(heard, facts, replies, directory);
      if (fault === 'a notice has the same key for all') return all.map((a) => ({ ...a, key: coarse(a.key) }));
      if (fault === 'a notice has a new key each time')
        return all.map((a) => ({ ...a, key: `${a.key}/${(planted.count += 1)}` }));
      return all;
    },
  };
});

const kept = 'each message is kept once and worked once';
const path = 'a request is in one state, and its trail is a legal path';
const chain = 'up to 3 days the township secretary, above it organisation department and dispatching unit';
const holder = 'nobody answers who does not hold the seat, nor for themselves';
const words = 'only plain words and buttons change a request; 收到, 嗯, 👌 and 好 never do';
const apart = 'nobody has two leaves at the same time';
const once = 'a day is counted once, on the day it was said, by the person themselves';
const keeper = 'a missed check-in counts only once the right keeper approved it';
const figures = 'the days that the bot says are the days there are';
const told = 'each party is told once';
const sentOnce = 'each message is sent once, in order, to the chat it is for';
const secret = 'a reason never shows in a group nor to anybody outside the chain';
const parties = 'nobody is told of a request that is not their business, and no group of its code';
const answered = 'each message in a direct chat is answered, once';
const done = 'what the bot says it has done is done, once';
const due = 'the clock asks and reminds those whom it concerns, when it is time, once';
const clock = 'time alone changes nothing';
const audited = 'every change is in the audit log once, under the name of whoever said it';

type Fault = readonly [fault: string, caughtBy: readonly string[], seams: Seams];

const MODULE_FAULTS: readonly Fault[] = [
  ['a nod approves', [words], {}],
  ['a second check-in counts again', [once], {}],
  ['people approve their own', [holder], {}],
  ['one of two is enough', [path], {}],
  ['a settled request can be settled again', [path], { database: unguarded }],
  ['the last day is counted twice', [chain], {}],
  ['leaves may overlap', [apart], {}],
  ['a day ends in London', [once, words, figures], {}],
  ['two of a batch change one request', [path, told], { database: unguarded }],
  ['a copy for filing tells the reason', [secret], {}],
  ['a group hears what is personal', [secret, parties, answered], {}],
  ['a notice has the same key for all', [told], {}],
  ['a notice has a new key each time', [told, due], {}],
];
const CAUGHT_BY: Readonly<Record<keyof typeof SEAM_FAULTS, readonly string[]>> = {
  'a short leave goes to the organisation department': [chain],
  'three days are already too long for the township': [chain],
  'the township keeps the village members too': [chain, told],
  'everybody holds every seat': [holder, parties, told],
  'a message delivered twice is taken twice': [kept],
  'now and then a message is not kept': [kept],
  'direct chats are taken for groups': [told, secret, parties, answered],
  'a check-in has no answer': [answered, done],
  'an applicant is not told the outcome': [told],
  'one of those asked is left out': [told],
  'a check-in is said to be kept and is not': [done, path, figures, keeper],
  'a message is sent twice': [told, sentOnce],
  'leaves are never added up': [chain],
  'whoever stands in for another is not asked': [told],
  'nobody is asked whether they are back': [due],
  'the keeper is not told of a return that is missing': [due],
  'what waits too long is told to nobody': [due],
  'the digest of the morning is lost': [due],
  'a group is not told that somebody is back early': [told],
  'a return is said to be kept and is not': [path, done, told],
  'a receipt is said to be kept and is not': [done],
  'a deputy is said to be named and is not': [done, told],
  'time approves what waits': [clock, path],
  'an audit row is forged': ['the audit chain fits', path, holder],
  'an audit row is missing': [audited, path, holder],
};
const FAULTS: readonly Fault[] = [
  ...MODULE_FAULTS,
  ...Object.entries(SEAM_FAULTS).map(([fault, seams]): Fault => [
    fault,
    CAUGHT_BY[fault as keyof typeof SEAM_FAULTS],
    seams,
  ]),
];

/** So many conversations at the most until the fault shows. */
const within = 200;

describe('a planted fault is caught', () => {
  test.each(FAULTS)(
    '%s',
    async (fault, caughtBy, seams) => {
      planted.fault = fault;
      const lane = await openLane(seams);
      try {
        const outcome = await runConversations(lane.world, { seed: 2021, numRuns: within, endOnFailure: true });
        console.log(outcome.runs, fault, '|', outcome.violation?.message ?? outcome.report);
        expect(caughtBy, outcome.report).toContain(outcome.violation?.invariant);
      } finally {
        planted.fault = '';
        await lane.close();
      }
    },
    10 * 60_000,
  );
});
