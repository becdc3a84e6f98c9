/** Plays a plan: each person does one thing after another, approvers answer what they are asked, lost answers are asked for again. */
import { setTimeout as delay } from 'node:timers/promises';
import type { MessageView, PostedView } from '../../bots/web/client/wire.ts';
import type { Acknowledged } from './ledger.ts';
import { FILLER } from './ledger.ts';
import { groupOf, people, type Plan, type PlannedAnswer, type PlannedRequest, type Step } from './plan.ts';
import { WebPerson, type Addresses, type Said } from './web-person.ts';

export interface Player {
  readonly acknowledged: readonly Acknowledged[];
  readonly persons: readonly WebPerson[];
  /** What repeated deliveries were answered otherwise than the first. */
  readonly disagreements: readonly string[];
  signIn(): Promise<void>;
  /** Plays the plan to its end. */
  play(): Promise<void>;
  /** Somebody asks for help, so that there is something to do. */
  fill(): Promise<Acknowledged>;
}

/** An answer that somebody still has to give. */
interface Duty {
  readonly request: PlannedRequest;
  readonly answer: PlannedAnswer;
}

interface Actor {
  readonly person: WebPerson;
  readonly steps: Step[];
  readonly duties: Duty[];
}

/** How long a person waits before looking for news, in ms. */
const LOOK_MS = 40;
/** Nobody got anywhere for so long: the plan can't go on. */
const STUCK_MS = 120_000;

export function playerOf(plan: Plan, addresses: Addresses, onAcknowledged: () => void = () => undefined): Player {
  const persons = people.map((id, i) => new WebPerson(id, i, [groupOf[id] ?? []].flat(), addresses));
  const acknowledged: Acknowledged[] = [];
  const disagreements: string[] = [];
  const repeats: Promise<unknown>[] = [];
  let fillers = 0;
  let progressAt = Date.now();

  async function send(
    person: WebPerson,
    key: string,
    said: Said,
    more: { group?: boolean; log?: boolean } = {},
  ): Promise<PostedView> {
    const conversation = more.group === true ? groupOf[person.personId]! : person.direct;
    const post = (): Promise<PostedView> => person.post(key, conversation, said);
    const delivery = key.startsWith(FILLER) ? 'once' : plan.delivery(key);
    const [posted, twin] = await Promise.all([post(), delivery === 'twice' ? post() : null]);
    acknowledged.push({ personId: person.personId, key, conversation, log: more.log ?? false, posted });
    progressAt = Date.now();
    onAcknowledged();
    const compare = (again: PostedView): void => {
      if (again.id !== posted.id || again.seq !== posted.seq)
        disagreements.push(`${key}: ${JSON.stringify([posted, again])}`);
    };
    if (twin !== null) compare(twin);
    if (delivery === 'again-later') repeats.push(delay(300).then(post).then(compare));
    return posted;
  }

  const actors = persons.map((person): Actor => ({
    person,
    steps: [...(plan.steps.get(person.personId) ?? [])],
    duties: plan.requests.flatMap((request) =>
      request.answers.filter((answer) => answer.by === person.personId).map((answer) => ({ request, answer })),
    ),
  }));
  const stage: Stage = { actors, send, progressAt: () => progressAt };
  return {
    acknowledged,
    persons,
    disagreements,
    async signIn() {
      await Promise.all(persons.map((person) => person.signIn()));
    },
    async play() {
      await Promise.all(actors.map((actor) => act(stage, actor)));
      await Promise.all(repeats);
    },
    async fill() {
      const person = persons[fillers++ % persons.length]!;
      await send(person, `${FILLER}${String(fillers).padStart(4, '0')}`, { kind: 'text', text: '帮助' });
      return acknowledged.at(-1)!;
    },
  };
}

type Send = (
  person: WebPerson,
  key: string,
  said: Said,
  more?: { group?: boolean; log?: boolean },
) => Promise<PostedView>;

interface Stage {
  readonly actors: readonly Actor[];
  readonly send: Send;
  /** When somebody's message was acknowledged last, epoch ms. */
  progressAt(): number;
}

async function act(stage: Stage, actor: Actor): Promise<void> {
  const { person, steps, duties } = actor;
  while (steps.length + duties.length > 0) {
    const step = steps.shift();
    if (step !== undefined) {
      await take(stage, person, step);
      continue;
    }
    await person.refresh();
    const ready = duties.findIndex((duty) => asked(person, duty) !== null && isFree(stage, duty));
    const [duty] = ready === -1 ? [] : duties.splice(ready, 1);
    if (duty !== undefined) await answer(stage, person, duty);
    else if (Date.now() - stage.progressAt() > STUCK_MS)
      throw new Error(`${person.personId} was never asked: ${duties.map((d) => d.request.id).join()}`);
    else await delay(LOOK_MS);
  }
}

async function take({ send }: Stage, person: WebPerson, step: Step): Promise<void> {
  switch (step.does) {
    case 'say':
      await send(person, step.key, { kind: 'text', text: step.group ? `@驻村助手 ${step.text}` : step.text }, step);
      return;
    case 'pin': {
      const location = { latitude: 29.86, longitude: 107.73, accuracyMetres: 20, name: '示例一村' };
      await send(person, step.key, { kind: 'location', location });
      return;
    }
    case 'request':
      await open(send, person, step.request);
  }
}

async function open(send: Send, person: WebPerson, request: PlannedRequest): Promise<void> {
  const { id, tag, fromOn, toOn } = request;
  const say = (n: number, text: string): Promise<PostedView> => send(person, `req-${id}-${n}`, { kind: 'text', text });
  if (request.kind === 'make-up') {
    await say(1, `补卡 ${fromOn} ${tag}`);
    return;
  }
  if (request.said === 'at-once') await say(1, `请假 ${fromOn}至${toOn} ${tag}`);
  else {
    await say(1, '请假');
    await say(2, `${fromOn}至${toOn}`);
    await say(3, tag);
  }
  const preview = await person.hears(
    `whether to open ${id}`,
    (m) => m.text.includes(tag) && m.text.endsWith('确认提交吗？'),
  );
  if (request.confirmed === 'words') await say(4, '确认');
  else await send(person, `req-${id}-4`, press(preview, '确认'));
  if (request.ends !== 'withdrawn') return;
  const opened = await person.hears(`that ${id} is open`, (m) => m.seq > preview.seq && m.text.startsWith('已提交'));
  await say(5, `撤回 #${opened.code ?? ''}`);
}

const press = (on: MessageView, label: string): Said => ({
  kind: 'action',
  messageId: on.id,
  value: on.buttons.find((b) => b.label === label)!.id,
});

/** The notice that asks this person about the request; null until it is read. Its buttons may be gone by then. */
const asked = (person: WebPerson, { request }: Duty): MessageView | null =>
  person.botMessages().find((m) => m.text.startsWith('#') && m.text.includes(`事由：${request.tag}`)) ?? null;

/** Whether the one whose answer comes first has given it. */
function isFree({ actors }: Stage, duty: Duty): boolean {
  const first = actors.find(({ person }) => person.personId === duty.answer.after);
  if (first === undefined) return true;
  const notice = asked(first.person, duty);
  return (
    notice !== null &&
    first.person.botMessages().some((m) => m.text.startsWith('已记录您的同意') && m.code === notice.code)
  );
}

async function answer({ send }: Stage, person: WebPerson, duty: Duty): Promise<void> {
  const { request, answer: planned } = duty;
  const notice = asked(person, duty)!;
  const key = `ans-${request.id}-${person.personId}`;
  const code = `#${notice.code ?? ''}`;
  const reason = '那几天县里有检查';
  if (planned.manner === 'button') {
    await send(person, `${key}-1`, press(notice, planned.verdict === 'approve' ? '同意' : '驳回'));
    if (planned.verdict === 'reject') {
      await person.hears(`why ${request.id}`, (m) => m.code === notice.code && m.text.includes('请回复理由'));
      await send(person, `${key}-2`, { kind: 'text', text: reason });
    }
  } else {
    const quote = planned.manner === 'quote' ? { quote: notice.id } : {};
    const named = planned.manner === 'code' ? ` ${code}` : '';
    const text = planned.verdict === 'approve' ? `同意${named}` : `驳回${named} ${reason}`;
    await send(person, `${key}-1`, { kind: 'text', text, ...quote });
  }
  if (planned.after === null && request.race) return;
  const recorded = await person.hears(
    `that ${request.id} is answered`,
    (m) => m.seq > notice.seq && m.code === notice.code && /^已(记录|批准|驳回)/.test(m.text),
  );
  if (planned.again && recorded.code !== null) await send(person, `${key}-3`, press(notice, '同意'));
}
