/** What the people of the sample county do in one round, drawn by lot; the same seed gives the same plan. */
import { dateOf, addDays, type IsoDate } from '../../src/domain/calendar.ts';
import { chanceOf, type Chance } from './chance.ts';

/** Buttons or words: how somebody answers. */
export type Manner = 'button' | 'quote' | 'code';

export interface PlannedAnswer {
  readonly by: string;
  readonly verdict: 'approve' | 'reject';
  readonly manner: Manner;
  /** Waits until this person's answer is recorded; null = answers at once, whoever else does. */
  readonly after: string | null;
  /** Presses once more when all is over. */
  readonly again: boolean;
}

export interface PlannedRequest {
  /** Part of the message keys. */
  readonly id: string;
  /** Stands in the reason and in no other. */
  readonly tag: string;
  readonly kind: 'leave' | 'make-up';
  readonly applicant: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  /** The bot asks one thing at a time, or all is said at once. */
  readonly said: 'at-once' | 'step-by-step';
  readonly confirmed: 'button' | 'words';
  readonly ends: 'approved' | 'rejected' | 'withdrawn' | 'open';
  readonly answers: readonly PlannedAnswer[];
  /** Two answer at the same moment: who is told what then depends on who was first. */
  readonly race: boolean;
}

export type Step =
  | {
      readonly does: 'say';
      readonly key: string;
      readonly text: string;
      readonly group: boolean;
      readonly log: boolean;
    }
  | { readonly does: 'pin'; readonly key: string }
  | { readonly does: 'request'; readonly request: PlannedRequest };

/** How a message reaches the service: once, twice at the same moment, or again long after it was acknowledged. */
export type Delivery = 'once' | 'twice' | 'again-later';

export interface Plan {
  readonly seed: number;
  readonly today: IsoDate;
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly requests: readonly PlannedRequest[];
  /** By key, so that it hangs on nothing but the seed. */
  delivery(key: string): Delivery;
}

/** Cadres, with who keeps their attendance (丰都 第九条). */
const keepers: Readonly<Record<string, string>> = { p1: 'p3', p2: 'p3', p3: 'p7', p4: 'p7', p5: 'p4' };
export const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p10'] as const;
export const groupOf: Readonly<Record<string, string>> = { p1: 'g-g1', p2: 'g-g1', p3: 'g-g1', p4: 'g-g2', p5: 'g-g2' };

const tags =
  '青松 白杨 梧桐 银杏 红枫 翠柏 丹桂 腊梅 海棠 芙蓉 茉莉 蔷薇 牡丹 芍药 杜鹃 山茶 百合 玉兰 紫薇 木槿'.split(' ');
const leaveReasons = ['母亲住院', '送亲戚看病', '家里办事', '孩子开学'];

interface Draw {
  readonly chance: Chance;
  readonly today: IsoDate;
  readonly requests: PlannedRequest[];
}

/** @param size cadres that take part, at most 5 */
export function planOf(seed: number, size = 5): Plan {
  const chance = chanceOf(seed);
  const today = dateOf(Date.now());
  const draw: Draw = { chance, today, requests: [] };
  const cadres = chance.shuffled(Object.keys(keepers)).slice(0, size);
  const steps = new Map(cadres.map((who) => [who, stepsOf(who, draw)]));
  return { seed, today, steps, requests: draw.requests, delivery: (key) => deliveryOf(seed, key) };
}

function deliveryOf(seed: number, key: string): Delivery {
  const mixed = [...key].reduce((sum, c) => Math.imul(sum ^ c.charCodeAt(0), 16_777_619), seed);
  const drawn = chanceOf(mixed).next();
  return drawn < 0.12 ? 'twice' : drawn < 0.24 ? 'again-later' : 'once';
}

function stepsOf(who: string, draw: Draw): Step[] {
  const { chance } = draw;
  let made = 0;
  const say = (text: string, more: { group?: boolean; log?: boolean } = {}): Step => ({
    does: 'say',
    key: `say-${who}-${++made}`,
    text,
    group: more.group ?? false,
    log: more.log ?? false,
  });
  const arrival: Step[] = [
    chance.pick<Step>([say('打卡'), say('到岗'), say('打卡', { group: true }), { does: 'pin', key: `pin-of-${who}` }]),
    ...(chance.next() < 0.4 ? [say('到岗')] : []),
  ];
  const others: Step[][] = [
    ...Array.from({ length: chance.between(1, 3) }, (_, n) => [logStep(say, chance, n)]),
    ...(chance.next() < 0.5 ? [[say('离岗'), say('打卡')]] : []),
    ...(chance.next() < 0.5 ? [[say(chance.pick(['我的', '帮助', '我的日志 本周']))]] : []),
    ...(chance.next() < 0.3 ? [[say('明天天气好不好')]] : []),
    ...Array.from({ length: chance.between(1, 2) }, (_, n) => [leaveStep(who, n, draw)]),
    ...(chance.next() < 0.7 ? [[makeUpStep(who, draw)]] : []),
  ];
  return [...arrival, ...chance.shuffled(others).flat()];
}

const logStep = (say: (text: string, more: { log: boolean }) => Step, chance: Chance, n: number): Step =>
  say(`日志 ${chance.next() < 0.2 ? '昨天 ' : ''}上午走访${chance.between(2, 9)}户，下午开院坝会，第${n + 1}篇`, {
    log: true,
  });

function leaveStep(who: string, n: number, { chance, today, requests }: Draw): Step {
  const fromOn = addDays(today, 7 + n * 14 + chance.between(0, 3));
  const days = chance.between(2, 6);
  const ends = chance.pick(['approved', 'approved', 'approved', 'rejected', 'withdrawn', 'open'] as const);
  const race = days > 3 && chance.next() < 0.3;
  const request: PlannedRequest = {
    id: `l${n}-${who}`,
    tag: `${chance.pick(leaveReasons)}${nextTag(requests)}`,
    kind: 'leave',
    applicant: who,
    fromOn,
    toOn: addDays(fromOn, days - 1),
    said: chance.pick(['at-once', 'step-by-step']),
    confirmed: chance.pick(['button', 'words']),
    ends,
    answers:
      days > 3
        ? jointAnswers(chance, ends, race)
        : ends === 'approved' || ends === 'rejected'
          ? [lastAnswer('p6', chance, ends, null)]
          : [],
    race: race && ends === 'approved',
  };
  requests.push(request);
  return { does: 'request', request };
}

const nextTag = (requests: readonly PlannedRequest[]): string => tags[requests.length % tags.length]!;

/** >3 days: organisation department and dispatching unit, jointly (丰都 第九条). An open one waits for the second. */
function jointAnswers(chance: Chance, ends: PlannedRequest['ends'], race: boolean): PlannedAnswer[] {
  const [first, second] = chance.shuffled(['p8', 'p10']) as [string, string];
  if (ends === 'withdrawn') return [];
  const opening = lastAnswer(first, chance, 'approved', null);
  if (ends === 'open') return [opening];
  if (ends === 'rejected' && chance.next() < 0.5) return [lastAnswer(first, chance, 'rejected', null)];
  return [opening, lastAnswer(second, chance, ends, race && ends === 'approved' ? null : first)];
}

const lastAnswer = (
  by: string,
  chance: Chance,
  ends: 'approved' | 'rejected',
  after: string | null,
): PlannedAnswer => ({
  by,
  verdict: ends === 'approved' ? 'approve' : 'reject',
  manner: chance.pick(['button', 'quote', 'code']),
  after,
  again: chance.next() < 0.25,
});

function makeUpStep(who: string, { chance, today, requests }: Draw): Step {
  const on = addDays(today, -chance.between(1, 5));
  const ends = chance.pick(['approved', 'approved', 'rejected', 'open'] as const);
  const request: PlannedRequest = {
    id: `m-${who}`,
    tag: `手机没电${nextTag(requests)}`,
    kind: 'make-up',
    applicant: who,
    fromOn: on,
    toOn: on,
    said: 'at-once',
    confirmed: 'words',
    ends,
    answers: ends === 'open' ? [] : [lastAnswer(keepers[who]!, chance, ends, null)],
    race: false,
  };
  requests.push(request);
  return { does: 'request', request };
}
