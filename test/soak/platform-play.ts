/**
 * Plays a plan on a platform: each person does one thing after another. What the bot said may be lost where the platform can't drop a
 * second copy, until its person writes again: whoever hears nothing writes again, as people do.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import type { Chance } from './chance.ts';
import type { Ask } from './checker.ts';
import { people, type Plan, type PlannedAnswer, type PlannedRequest, type Step } from './plan.ts';
import type { ChatPerson, PlatformSide, SeenMessage } from './platform-side.ts';
import { until } from './until.ts';

export interface PlatformPlayer {
  readonly persons: readonly ChatPerson[];
  /** Event keys of what keeps a log, and of what has a photo. */
  readonly logs: ReadonlySet<string>;
  readonly photos: ReadonlySet<string>;
  /** Everybody writes once, so that this is the chat they used last. */
  greet(): Promise<void>;
  play(): Promise<void>;
  fill(): Promise<void>;
}

export interface PlatformStage {
  readonly plan: Plan;
  readonly side: PlatformSide;
  readonly persons: readonly ChatPerson[];
  /** What the tables say, where a chat may have lost it. */
  readonly ask: Ask;
  readonly chance: Chance;
  readonly onTaken: () => void;
}

/** How long somebody waits for an answer before going on, or asking for it, in ms. */
const PATIENCE_MS = 6_000;
const LOOK_MS = 60;
/** How many write at a time only to keep the service busy. */
const FEW = 4;
const STUCK_MS = 600_000;
const REASON = '那几天县里有检查';

export function platformPlayerOf(stage: PlatformStage): PlatformPlayer {
  const logs = new Set<string>();
  const photos = new Set<string>();
  const { persons, plan } = stage;
  const kept = { ...stage, logs, photos };
  const answers = plan.requests.flatMap((request) => request.answers.map((answer) => ({ request, answer })));
  let fillers = 0;
  return {
    persons,
    logs,
    photos,
    async greet() {
      await Promise.all(persons.map((person) => take(stage, person.say('帮助'))));
    },
    async play() {
      await Promise.all([
        ...persons.map((person) => walk(kept, person, [...(plan.steps.get(person.personId) ?? [])])),
        ...people.map((id) => answerAll(stage, id, answers.filter(({ answer }) => answer.by === id))), // prettier-ignore
      ]);
    },
    async fill() {
      const few = Array.from({ length: FEW }, () => persons[fillers++ % persons.length]!);
      await Promise.all(few.map((person) => take(stage, person.say('帮助'))));
    },
  };
}

interface Kept extends PlatformStage {
  readonly logs: Set<string>;
  readonly photos: Set<string>;
}

interface Duty {
  readonly request: PlannedRequest;
  readonly answer: PlannedAnswer;
}

/** Another event is delivered again now and then, long after it was taken. */
async function take<T>({ side, chance, onTaken }: PlatformStage, done: Promise<T>): Promise<T> {
  const result = await done;
  onTaken();
  if (chance.next() < 0.25) side.again(chance);
  return result;
}

const byId = ({ persons }: PlatformStage, id: string): ChatPerson => persons.find((one) => one.personId === id)!;

async function walk(stage: Kept, person: ChatPerson, steps: Step[]): Promise<void> {
  for (let n = 0; n < steps.length; n++) {
    const [step, next] = [steps[n]!, steps[n + 1]];
    if (isLog(step) && isLog(next)) {
      await logReversed(stage, person, [step.text, next.text]);
      n += 1;
    } else await walkStep(stage, person, step);
  }
}

type Said = Extract<Step, { does: 'say' }>;
const isLog = (step: Step | undefined): step is Said => step?.does === 'say' && step.log;

async function logReversed(stage: Kept, person: ChatPerson, texts: readonly string[]): Promise<void> {
  const keys = await take(
    stage,
    stage.side.reversed(() => texts.map((text) => person.say(text, { held: true }))),
  );
  for (const key of keys) stage.logs.add(key);
}

async function walkStep(stage: Kept, person: ChatPerson, step: Step): Promise<void> {
  if (step.does === 'pin') await take(stage, person.pin());
  else if (step.does === 'request') await open(stage, person, step.request);
  else if (!step.log) await take(stage, person.say(step.text, { group: step.group }));
  else {
    // At least one: people come in any order, and draw in it.
    const withPhoto = stage.photos.size === 0 || stage.chance.next() < 0.7;
    if (!withPhoto) stage.logs.add(await take(stage, person.say(step.text)));
    else {
      const { photo, said } = await take(stage, person.photo(SAMPLE_JPEG, step.text));
      stage.photos.add(photo);
      stage.logs.add(said);
    }
  }
}

async function open(stage: PlatformStage, person: ChatPerson, request: PlannedRequest): Promise<void> {
  const { tag, fromOn, toOn } = request;
  const say = (text: string): Promise<string> => take(stage, person.say(text));
  if (request.kind === 'make-up') {
    await say(`补卡 ${fromOn} ${tag}`);
    return;
  }
  if (request.said === 'at-once') await say(`请假 ${fromOn}至${toOn} ${tag}`);
  else for (const text of ['请假', `${fromOn}至${toOn}`, tag]) await say(text);
  const preview = await heard(stage, person, ({ text }) => text.includes(tag) && text.endsWith('确认提交吗？'));
  // What was not heard was said all the same: what follows is worked after it.
  if (request.confirmed === 'button' && preview?.labels.includes('确认') === true)
    await take(stage, person.press(preview.id, '确认'));
  else await say('确认');
  await until(`${request.id} is open`, async () => (await codeOf(stage, request)) !== null);
  if (request.ends === 'withdrawn') await say(`撤回 #${(await codeOf(stage, request)) ?? ''}`);
}

/** null where nothing comes for a while. */
async function heard(
  { side }: PlatformStage,
  person: ChatPerson,
  fits: (message: SeenMessage) => boolean,
): Promise<SeenMessage | null> {
  const look = async (): Promise<SeenMessage | undefined> =>
    side.shown(person.direct).find((message) => message.byBot && fits(message));
  return until('an answer', look, PATIENCE_MS).catch(() => null);
}

/** The request's code, once it is open. */
async function codeOf({ ask }: PlatformStage, { tag }: PlannedRequest): Promise<string | null> {
  const [row] = await ask<{ code: string }>('SELECT code FROM request WHERE reason = $1', [tag]);
  return row?.code ?? null;
}

/** Whether this person has answered, and has to no more. */
async function isAnswered({ ask }: PlatformStage, { request }: Duty, by: string): Promise<boolean> {
  const rows = await ask(
    'SELECT 1 FROM request_seat s JOIN request r ON r.county = s.county AND r.id = s.request_id WHERE r.reason = $1 AND s.answered_by = $2',
    [request.tag, by],
  );
  return rows.length > 0;
}

async function answerAll(stage: PlatformStage, id: string, duties: Duty[]): Promise<void> {
  const person = byId(stage, id);
  const began = Date.now();
  let askedAt = began;
  while (duties.length > 0) {
    const duty = await ready(stage, person, duties);
    if (duty !== undefined) {
      duties.splice(duties.indexOf(duty), 1);
      await answer(stage, person, duty);
    } else if (Date.now() - began > STUCK_MS) throw new Error(`${id} was never asked: ${duties[0]!.request.id}`);
    else if (Date.now() - askedAt > PATIENCE_MS) {
      askedAt = Date.now();
      await take(stage, person.say('帮助'));
    } else await delay(LOOK_MS);
  }
}

/** One that is shown to this person, whoever has to be first having answered. */
async function ready(stage: PlatformStage, person: ChatPerson, duties: readonly Duty[]): Promise<Duty | undefined> {
  for (const duty of duties) {
    if (notice(stage, person, duty) === undefined) continue;
    const { after } = duty.answer;
    if (after === null || (await isAnswered(stage, duty, after))) return duty;
  }
  return undefined;
}

const notice = ({ side }: PlatformStage, person: ChatPerson, { request }: Duty): SeenMessage | undefined =>
  side.shown(person.direct).find(({ byBot, text }) => byBot && text.includes(`事由：${request.tag}`));

async function answer(stage: PlatformStage, person: ChatPerson, duty: Duty): Promise<void> {
  const { manner, verdict, again } = duty.answer;
  const asked = notice(stage, person, duty)!;
  const code = `#${(await codeOf(stage, duty.request)) ?? ''}`;
  const label = verdict === 'approve' ? '同意' : '驳回';
  if (manner === 'button' && asked.labels.includes(label)) {
    await take(stage, person.press(asked.id, label));
    if (verdict === 'reject')
      await heard(stage, person, ({ text }) => text.includes(code) && text.includes('请回复理由'));
    if (verdict === 'reject') await take(stage, person.say(REASON));
  } else {
    const named = manner === 'code' ? ` ${code}` : '';
    const text = verdict === 'approve' ? `同意${named}` : `驳回${named} ${REASON}`;
    await take(stage, person.say(text, manner === 'code' ? {} : { quote: asked.id }));
  }
  await until(`${person.personId} has answered ${duty.request.id}`, async () => {
    const isDone = (): Promise<boolean> => isAnswered(stage, duty, person.personId);
    if (await until('the answer is recorded', isDone, 2 * PATIENCE_MS).catch(() => false)) return true;
    // What was quoted may have come without the service ever learning its id: the bot says so, and the code tells.
    await take(stage, person.say(verdict === 'approve' ? `同意 ${code}` : `驳回 ${code} ${REASON}`));
    return isDone();
  });
  if (again) await take(stage, person.say(`同意 ${code}`));
}
