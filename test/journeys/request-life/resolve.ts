/** From an act to messages: which request, button, quote or list number it means, given what was sent so far. */
import type { World } from '../../builders/world.ts';
import type { Content } from '../../builders/inbound.ts';
import { NAMES, TITLES } from './county.ts';
import type { By, Saying } from './messages.ts';
import type { Tables } from './observed.ts';
import type { Act } from './operations.ts';
import { dayOf, plusDays, type Day, type Verdict } from './state.ts';

/** A message to be sent. */
export interface ToSay {
  readonly who: string;
  readonly content: Content;
  readonly saying: Saying;
}
interface Asked {
  readonly owner: string;
  readonly requestId: string;
  readonly revision: number;
  readonly step: number;
  readonly messageId: string | null;
  readonly buttons: Readonly<Record<string, string>>;
}

/** What may be pointed at: requests and messages that were there before this round. */
export class Pointing {
  readonly #world: World;
  readonly #tables: Tables;
  readonly #startOn: Day;

  constructor(world: World, tables: Tables, startOn: Day) {
    this.#world = world;
    this.#tables = tables;
    this.#startOn = startOn;
  }

  #sentWith(does: string): Asked[] {
    return this.#world.sent.flatMap((sent) => {
      const bound = sent.buttons.flatMap((b) => this.#tables.buttons.get(b.id) ?? []);
      const [first] = bound.filter((b) => b.action.does === does);
      if (first?.action.requestId === undefined) return [];
      const { requestId, revision = 0, step = 0 } = first.action;
      const buttons = Object.fromEntries(bound.map((b) => [b.action.verdict ?? b.action.does, b.id]));
      return [{ owner: first.person_id, requestId, revision, step, messageId: sent.messageId, buttons }];
    });
  }

  #asked(age: number): Asked | undefined {
    const all = this.#sentWith('answer');
    return all.at(-1 - (age % Math.max(1, all.length)));
  }
  /** Counted back from the latest. */
  #request(which: number): string | undefined {
    const { requests } = this.#tables;
    return [...requests].sort((a, b) => Number(b.id.slice(1)) - Number(a.id.slice(1)))[which % Math.max(1, requests.length)]?.id; // prettier-ignore
  }
  #code(requestId: string): string {
    return this.#tables.requests.find((r) => r.id === requestId)?.code ?? '';
  }
  #slot(slot: number): Day {
    return plusDays(this.#startOn, 2 + 11 * slot);
  }
  /** The same first day, so many days. */
  #days(requestId: string, days: number): { from: Day; to: Day } {
    const from = (this.#tables.requests.find((r) => r.id === requestId)?.from_on ?? this.#startOn) as Day;
    return { from, to: plusDays(from, days - 1) };
  }

  /** Nothing where there is nothing to point at. */
  resolve(act: Act): ToSay[] {
    switch (act.act) {
      case 'tick':
        return [];
      case 'ask': {
        const from = this.#slot(act.slot);
        const span = { from, to: plusDays(from, act.days - 1) };
        return withYes(said(act.who, `请假 ${written(span)} 家里有事`, { say: 'ask', ...span }));
      }
      case 'proxy': {
        const from = this.#slot(act.slot);
        const span = { from, to: plusDays(from, act.days - 1) };
        const text = `帮${NAMES[act.applicant]}请假 ${written(span)} 家里有事`;
        return withYes(said(act.who, text, { say: 'proxy', applicant: act.applicant, ...span }));
      }
      case 'answer':
      case 'answer-bare':
      case 'answer-number':
      case 'answer-all':
        return this.#answers(act);
      case 'receipt':
        return this.#receipt(act);
      case 'deputy':
        return this.#deputy(act);
      default:
        return 'which' in act ? this.#ofRequest(act) : this.#ofPerson(act);
    }
  }

  #answers(act: Extract<Act, { act: `answer${string}` }>): ToSay[] {
    const asked = this.#asked(act.age);
    const who = act.who === 'owner' ? asked?.owner : act.who;
    if (who === undefined) return [];
    if (act.act === 'answer-number')
      return [
        said(who, `同意 ${act.numbers.join(' ')}`, {
          say: 'answer',
          verdict: 'approve',
          note: false,
          which: { by: 'numbers', numbers: act.numbers },
        }),
      ];
    if (act.act === 'answer-all') {
      const all = said(who, '都同意', { say: 'answer', verdict: 'approve', note: false, which: { by: 'all' } });
      return act.confirms ? withYes(all) : [all];
    }
    if (act.act === 'answer-bare')
      return [
        said(who, words(act.verdict, '', true), {
          say: 'answer',
          verdict: act.verdict,
          note: true,
          which: { by: 'bare' },
        }),
      ];
    return asked ? [this.#answer(act, asked, who)] : [];
  }

  #answer({ how, verdict, note }: Extract<Act, { act: 'answer' }>, asked: Asked, who: string): ToSay {
    const { requestId, revision, step, owner, messageId } = asked;
    const answer = (which: By, content: Content, hasNote: boolean): ToSay => ({
      who,
      content,
      saying: { say: 'answer', verdict, note: hasNote, which },
    });
    const value = asked.buttons[verdict];
    if (how === 'button' && value !== undefined)
      return answer({ by: 'button', requestId, revision, step, owner }, pressing(value, messageId), false);
    if (how === 'quote' && owner === who) {
      const content = { text: words(verdict, '', note), quote: { messageId, text: null } };
      return answer({ by: 'quote', requestId, revision }, content, note);
    }
    return answer({ by: 'code', requestId }, { text: words(verdict, ` #${this.#code(requestId)}`, note) }, note);
  }

  #receipt({ age, by }: Extract<Act, { act: 'receipt' }>): ToSay[] {
    const all = this.#sentWith('receive-filing');
    const copy = all.at(-1 - (age % Math.max(1, all.length)));
    if (!copy) return [];
    const { messageId, owner, requestId } = copy;
    const quoting: Content = { text: '收到', quote: { messageId, text: null } };
    const content = by === 'button' ? pressing(copy.buttons['receive-filing'] ?? '', messageId) : quoting;
    return [{ who: owner, content, saying: { say: 'receipt', requestId, by } }];
  }

  #deputy({ who, age, to, days: [first, last] }: Extract<Act, { act: 'deputy' }>): ToSay[] {
    const me = who === 'owner' ? this.#asked(age)?.owner : who;
    if (me === undefined) return [];
    const today = dayOf(this.#world.clock);
    const span = { from: plusDays(today, first), to: plusDays(today, last) };
    return [said(me, `代理 ${written(span)} ${NAMES[to]}`, { say: 'deputy', who: to, ...span })];
  }

  #ofPerson(act: Extract<Act, { act: 'reason' | 'confirm' | 'todo' | 'photo' | 'end-deputy' }>): ToSay[] {
    const who = act.who === 'owner' ? this.#asked(act.age)?.owner : act.who;
    if (who === undefined) return [];
    const texts = { reason: '材料不齐全', confirm: '确认', todo: '待办', photo: '', 'end-deputy': '取消代理' };
    const content: Content = { text: texts[act.act], photos: act.act === 'photo' ? 1 : 0 };
    return [{ who, content, saying: { say: act.act } }];
  }

  #ofRequest(act: Extract<Act, { which: number }>): ToSay[] {
    const asked = 'age' in act && act.who === 'owner' ? this.#asked(act.age) : undefined;
    const requestId = asked?.requestId ?? this.#request(act.which);
    const who = act.who === 'owner' ? asked?.owner : act.who;
    if (requestId === undefined || who === undefined) return [];
    const code = `#${this.#code(requestId)}`;
    switch (act.act) {
      case 'edit':
      case 'correct': {
        const span = this.#days(requestId, act.days);
        const [word, because] = act.act === 'edit' ? ['修改', '家里有事'] : ['更正', '登记有误'];
        return withYes(said(who, `${word} ${code} ${written(span)} ${because}`, { say: act.act, requestId, ...span }));
      }
      case 'extend':
        return withYes(said(who, `续假 ${code} ${act.days}天 家里有事`, { say: 'extend', requestId, days: act.days }));
      case 'withdraw':
        return [said(who, `撤回 ${code}`, { say: 'withdraw', requestId })];
      case 'nudge':
        return [said(who, `催办 ${code}`, { say: 'nudge', requestId })];
      case 'object':
        return [said(who, `异议 ${code} 没有这回事`, { say: 'object', requestId })];
      case 'end-leave': {
        const { yesterday } = act;
        return [said(who, `销假 ${code}${yesterday ? ' 昨天' : ''}`, { say: 'end-leave', requestId, yesterday })];
      }
      case 'transfer':
      case 'add-approver': {
        const word = act.act === 'transfer' ? '转办' : '加签';
        return [said(who, `${word} ${code} ${NAMES[act.to]}`, { say: act.act, requestId, to: act.to })];
      }
      case 'paper': {
        const { seat, verdict, photo } = act;
        const text = `代录 ${code} ${TITLES[seat]} ${verdict === 'approve' ? '同意' : '不同意'}`;
        const content = { text, photos: photo ? 1 : 0 };
        return [{ who, content, saying: { say: 'paper', requestId, seat, verdict, photo } }];
      }
    }
  }
}

const said = (who: string, text: string, saying: Saying): ToSay => ({ who, content: { text }, saying });
const withYes = (first: ToSay): ToSay[] => [first, said(first.who, '确认', { say: 'confirm' })];
const pressing = (value: string, messageId: string | null): Content => ({
  kind: 'action',
  action: { value, messageId },
});

const REASONS: Readonly<Record<Verdict, string>> = { approve: '', reject: ' 人手不够', return: ' 日期不清' };
const WORDS: Readonly<Record<Verdict, string>> = { approve: '同意', reject: '驳回', return: '退回' };
const words = (verdict: Verdict, code: string, note: boolean): string =>
  `${WORDS[verdict]}${code}${note ? REASONS[verdict] : ''}`;
const written = ({ from, to }: { from: Day; to: Day }): string =>
  [from, to].map((day) => day.split('-').map(Number).join('.')).join('-');
