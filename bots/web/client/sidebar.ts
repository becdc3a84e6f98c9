/** The list of conversations: beside the log on a wide screen, over it on a phone. */
import { byId, el, hiddenText } from './dom.ts';
import { icon } from './icons.ts';
import type { Talk, Thread } from './talk.ts';
import { shortWords } from './times.ts';
import type { MessageView } from './wire.ts';

export interface Sidebar {
  show(talk: Talk, current: string, botName: string): void;
  close(): void;
}

export function createSidebar(choose: (conversation: string) => void): Sidebar {
  const list = byId('conversations', HTMLElement);
  const toggle = byId('switch', HTMLButtonElement);
  const badge = byId('switch-badge', HTMLElement);
  const shade = byId('shade', HTMLElement);
  const setOpen = (open: boolean): void => {
    document.body.classList.toggle('listing', open);
    toggle.setAttribute('aria-expanded', String(open));
    shade.hidden = !open;
  };
  toggle.addEventListener('click', () => {
    setOpen(!document.body.classList.contains('listing'));
    if (document.body.classList.contains('listing')) list.querySelector<HTMLElement>('[aria-current]')?.focus();
  });
  shade.addEventListener('click', () => setOpen(false));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !document.body.classList.contains('listing')) return;
    setOpen(false);
    toggle.focus();
  });

  return {
    close: () => setOpen(false),
    show(talk, current, botName) {
      const focused = document.activeElement?.getAttribute('data-conversation');
      list.replaceChildren(
        ...[...talk.threads.values()].map((thread) => {
          const { conversation } = thread.view;
          const pick = (): void => choose(conversation);
          return el('li', {}, entry(thread, talk.unread(conversation), conversation === current, botName, pick));
        }),
      );
      if (focused) [...list.querySelectorAll('button')].find((one) => one.dataset['conversation'] === focused)?.focus();
      const elsewhere = talk.totalUnread() - talk.unread(current);
      badge.textContent = elsewhere > 0 ? String(elsewhere) : '';
      badge.hidden = elsewhere === 0;
      toggle.setAttribute('aria-label', elsewhere > 0 ? `切换会话，${String(elsewhere)} 条未读` : '切换会话');
    },
  };
}

function entry(thread: Thread, unread: number, isCurrent: boolean, botName: string, pick: () => void): HTMLElement {
  const { conversation, kind, title, last } = thread.view;
  return el(
    'button',
    {
      type: 'button',
      class: 'entry',
      'data-conversation': conversation,
      'aria-current': isCurrent ? 'true' : null,
      onclick: pick,
    },
    el(
      'span',
      { class: `avatar ${kind === 'direct' ? 'avatar-bot' : 'avatar-group'}`, 'aria-hidden': 'true' },
      icon(kind === 'direct' ? 'bot' : 'group'),
    ),
    el(
      'span',
      { class: 'entry-words' },
      el('span', { class: 'entry-title' }, title),
      el('span', { class: 'entry-last muted' }, last === null ? ' ' : preview(last, kind, botName)),
    ),
    el(
      'span',
      { class: 'entry-side' },
      last === null ? null : el('span', { class: 'muted' }, shortWords(last.at, Date.now())),
      unread > 0 && !isCurrent
        ? el('span', { class: 'badge' }, String(Math.min(unread, 99)), hiddenText('条未读'))
        : null,
    ),
  );
}

const STANDS = {
  image: '[图片] ',
  file: '[文件] ',
  location: '[位置] ',
  action: '',
  text: '',
  other: '[消息] ',
} as const;

function preview(message: MessageView, kind: 'direct' | 'group', botName: string): string {
  const by = message.from === 'me' ? '我：' : kind === 'group' ? `${message.author ?? botName}：` : '';
  const stand = message.files.length > 0 ? '[文件] ' : STANDS[message.kind];
  return `${by}${stand}${message.text.slice(0, 60)}`;
}
