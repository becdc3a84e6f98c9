/** What somebody answers, and what comes of it. */
import { answerByReply, type AnswerSlots } from '../../src/commands/answer-request.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { anyOne } from '../../src/commands/find-request.ts';
import type { Request, RequestSeat } from '../../src/domain/request.ts';
import { effectsOf, resultOf, saidBy, type Scene } from './facts.ts';
import { answeredBy as answerOf, jointLeave } from './requests.ts';
import { expect } from 'vitest';

export const said = (
  personId: string,
  slots: Partial<AnswerSlots>,
  requests: readonly Request[],
  scene: Scene = {},
): Outcome =>
  answerByReply(saidBy(personId, { ...scene, requests }), { verdict: 'approve', which: anyOne, note: null, ...slots });
export const approve = (personId: string, requests: readonly Request[], scene: Scene = {}): Outcome =>
  said(personId, {}, requests, scene);
export const reject = (personId: string, requests: readonly Request[], scene: Scene = {}): Outcome =>
  said(personId, { verdict: 'reject', note: '那几天有检查' }, requests, scene);

export const moved = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'move-request').map((e) => `${e.requestId} v${e.version} ${e.state} step${e.step}`);
export const answered = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'answer-seat').map(
    (e) => `${e.requestId} step${e.step} ${e.seat.body} ${e.personId} ${e.verdict}`,
  );
export const refusalOf = (outcome: Outcome): string => resultOf(outcome, 'answer-refused').why;
export const nothingDone = (outcome: Outcome): void => expect(outcome.effects).toEqual([]);
export const answeredBy = (seat: RequestSeat, personId: string): RequestSeat => answerOf(personId, seat);
export const byCode = (code: string): Partial<AnswerSlots> => ({ which: { ...anyOne, code } });
export const byNumber = (...numbers: number[]): Partial<AnswerSlots> => ({ which: { ...anyOne, numbers } });
export const half = (first: RequestSeat, second: RequestSeat): Request =>
  jointLeave({ version: 2, steps: [{ mode: 'all', seats: [first, second] }] });
