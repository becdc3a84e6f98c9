/** The demo's front page: whom do you want to be? */
import { byId, el } from './dom.ts';
import { icon } from './icons.ts';
import { groupPersonas } from './persona-groups.ts';
import type { PersonaView } from './wire.ts';

const RETRY_MS = 2000;

/** A form each, so that it works by keyboard and opens a new window without script. */
function person(one: PersonaView): HTMLElement {
  const field = (): HTMLElement => el('input', { type: 'hidden', name: 'accountId', value: one.accountId });
  return el(
    'li',
    { class: 'person' },
    el(
      'form',
      { method: 'post', action: '/pick' },
      field(),
      el(
        'button',
        { class: 'person-pick' },
        el('span', { class: 'person-name' }, one.name),
        el('span', { class: 'person-post muted' }, one.post),
      ),
    ),
    el(
      'form',
      { method: 'post', action: '/pick', target: '_blank' },
      field(),
      el(
        'button',
        { class: 'person-window', 'aria-label': `在新窗口里做${one.name}`, title: '在新窗口打开' },
        icon('window'),
      ),
    ),
  );
}

function show(people: readonly PersonaView[]): void {
  const groups = groupPersonas(people).map(({ title, people: members }) =>
    el('section', { class: 'people' }, el('h2', {}, title), el('ul', {}, ...members.map(person))),
  );
  byId('people', HTMLElement).replaceChildren(...groups);
}

async function start(): Promise<void> {
  try {
    const response = await fetch('/api/personas');
    if (!response.ok) throw new Error(String(response.status));
    show((await response.json()) as PersonaView[]);
  } catch {
    byId('people', HTMLElement).textContent = '暂时连不上，正在重试…';
    window.setTimeout(() => void start(), RETRY_MS);
  }
}

byId('over', HTMLElement).hidden = !new URLSearchParams(location.search).has('signed-out');
void start();
