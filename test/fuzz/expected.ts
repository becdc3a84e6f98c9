/** What the answers promise of the tables: a message is kept exactly where somebody signed in was told so. */
import type { Answer } from './wire.ts';
import type { Shot } from './draft.ts';

interface Kept {
  readonly accountId: string;
  readonly clientKey: string | null;
  readonly text: string | null;
}

export interface Tally {
  requests: number;
  accepted: number;
  refused: number;
  unanswered: number;
}

export class Expected {
  readonly tally: Tally = { requests: 0, accepted: 0, refused: 0, unanswered: 0 };
  readonly statuses = new Map<number, number>();
  readonly faults: string[] = [];
  /** By the id that the answer gave. */
  readonly acknowledged = new Map<string, Kept>();
  /** Sent in full by somebody signed in, maybe, and never answered: each may be kept. */
  readonly open: Kept[] = [];
  sessionsOpened = 0;
  sessionsClosed = 0;
  /** Ways in and out that were never answered: each may have been gone. */
  maybeOpened = 0;
  maybeClosed = 0;
  /** Images that may have become others, of somebody signed in. */
  bentImages = 0;

  note(shot: Shot, answer: Answer | null): void {
    this.tally.requests += 1;
    if (shot.posts && shot.speaker !== null && shot.intact === null) this.bentImages += 2;
    if (answer === null) this.#unanswered(shot);
    else this.#answered(shot, answer);
  }

  #unanswered(shot: Shot): void {
    this.tally.unanswered += 1;
    if (shot.target.endsWith('/leave')) this.maybeClosed += 1;
    if (shot.target.startsWith('/link/')) this.maybeOpened += 1;
    if (!shot.posts || shot.speaker === null) return;
    this.open.push({ accountId: shot.speaker, clientKey: shot.intact?.clientKey ?? null, text: null });
  }

  #answered(shot: Shot, { status, headers, body }: Answer): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status >= 500) this.#fault(shot, `was answered ${String(status)}: ${body.toString().slice(0, 200)}`);
    const isIn = status === 303 && headers.has('set-cookie');
    if (isIn) this.sessionsOpened += 1;
    if (status === 204 && shot.target.endsWith('/leave')) this.sessionsClosed += 1;
    if (shot.isGood && status !== 200)
      this.#fault(shot, `is good and was answered ${String(status)}: ${body.toString().slice(0, 200)}`);
    if (!shot.posts || status !== 200) {
      this.tally.refused += 1;
      return;
    }
    this.tally.accepted += 1;
    const id = idIn(body);
    if (shot.speaker === null) this.#fault(shot, `was taken (${id ?? 'no id'}) though nobody is signed in`);
    else if (id === null) this.#fault(shot, 'was taken without an id');
    else if (!this.acknowledged.has(id)) {
      this.acknowledged.set(id, {
        accountId: shot.speaker,
        clientKey: shot.intact?.clientKey ?? null,
        text: shot.intact?.text ?? null,
      });
    }
  }

  #fault(shot: Shot, what: string): void {
    this.faults.push(`${shot.method} ${shot.target} [${shot.marks.join(', ')}] ${what}`);
  }
}

function idIn(body: Answer['body']): string | null {
  try {
    return (JSON.parse(body.toString()) as { id?: string }).id ?? null;
  } catch {
    return null;
  }
}
