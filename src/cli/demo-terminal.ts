/** What the terminal shows instead of a platform: it keeps what was sent, so that a line can quote it. */
import { randomUUID } from 'node:crypto';
import type { Adapter, InboundMessage, KeptFile, KeptImage, OutboundMessage } from '../chat/message.ts';
import { timeOf, type Instant } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { MAX_DOCUMENT_BYTES } from '../domain/document-file.ts';
import type { SaidLine } from './demo-lines.ts';

const platform = 'terminal';

/** How a county is loaded for it. */
export const onTerminal = { on: '2026-01-01', groupsOn: platform, accountsOn: platform } as const;

const directChat = (personId: string): string => `d-${platform}-${personId}`;
const groupChat = (groupId: string): string => `g-${groupId}`;

export interface Terminal extends Adapter {
  /** Shows what somebody says, and gives it as the product is handed it. */
  said(line: SaidLine): InboundMessage;
  /** Of what is sent from now on only that to these people and groups is shown; null = all of it. */
  showsOnly(these: readonly string[] | null): void;
  /** All is shown again; whatever was not is counted in a line. */
  showsAll(): void;
}

/** What everybody's photos and documents are, and how it is shown. */
export interface Screen {
  readonly print: (text: string) => void;
  readonly photo: KeptImage;
  readonly document: KeptFile;
}

export function terminalOf(county: County, now: () => Instant, { print, photo, document }: Screen): Terminal {
  const people = new Map(county.people.map((p) => [p.id, p.name]));
  const groups = new Map(county.groups.map((g) => [g.id, g.title]));
  const titles = new Map([
    ...county.people.map((p) => [directChat(p.id), p.name] as const),
    ...county.groups.map((g) => [groupChat(g.id), g.title] as const),
  ]);
  const lastTo = new Map<string, string>();
  const codeTo = new Map<string, string>();
  let shownTo: ReadonlySet<string> | null = null;
  const counts = { shown: 0, unshown: 0 };
  return {
    platform,
    capabilities: {
      quotedId: true, buttons: true, callbackBytes: 64, location: true, files: true, documentBytes: MAX_DOCUMENT_BYTES, editSent: false, idFromSend: true, idempotentSend: true,
      idempotencyWindowMs: null, groupPush: true, maxTextLength: 10_000, attachments: 'with-text', limits: [], replyWindowMs: null, redelivers: true,
    }, // prettier-ignore
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    send(message) {
      const isShown = shownTo?.has(message.conversation) ?? true;
      if (isShown) print(`${timeOf(now())}  机器人 → ${titles.get(message.conversation) ?? ''}\n${shown(message)}`);
      counts[isShown ? 'shown' : 'unshown'] += 1;
      const messageId = randomUUID();
      lastTo.set(message.conversation, messageId);
      if (message.code !== null) codeTo.set(message.conversation, message.code);
      return Promise.resolve({ status: 'sent', messageId });
    },
    health: () => ({ state: 'up', since: 0, why: null }),
    showsOnly(these) {
      shownTo = these && new Set(these.flatMap((id) => [directChat(id), groupChat(id)]));
      Object.assign(counts, { shown: 0, unshown: 0 });
    },
    showsAll() {
      const who = (shownTo === null ? [] : [...shownTo]).flatMap((conversation) => titles.get(conversation) ?? []);
      if (who.length > 0 && counts.shown === 0) print(`（${who.join('、')}没有收到提醒）`);
      else if (shownTo && counts.unshown > 0) print(`（另有 ${counts.unshown} 个人和群收到各自的，这里略去）`);
      shownTo = null;
    },
    said(line) {
      const text = line.says.replaceAll(/\{(\w+)\}/g, (_, id: string) => codeTo.get(directChat(id)) ?? '');
      const place = line.in === undefined ? '' : `（在${groups.get(line.in) ?? ''}）`;
      const file = line.file === undefined ? '' : `　［文件 ${line.file}］`;
      const marks = `${line.photo ? '　［照片］' : ''}${file}${line.quotes ? '　［引用上一条］' : ''}`;
      print(`${timeOf(now())}  ${people.get(line.who) ?? ''}${place}：${text}${marks}`);
      const quoted = line.quotes ? (lastTo.get(directChat(line.who)) ?? null) : null;
      return inbound(line, text, now(), { quoted, photo, document });
    },
  };
}

function shown(message: OutboundMessage): string {
  const buttons = message.buttons.map((b) => `【${b.label}】`).join(' ');
  const photos = '［照片］'.repeat(message.images.length);
  const files = message.files.map(({ name }) => `［文件 ${name}］`).join('');
  return [message.text, photos, files, buttons].filter((t) => t !== '').join('\n').replace(/^/gm, '         '); // prettier-ignore
}

function inbound(
  line: SaidLine,
  text: string,
  at: Instant,
  { quoted, photo, document }: Omit<Screen, 'print'> & { readonly quoted: string | null },
): InboundMessage {
  const id = randomUUID();
  return {
    platform,
    eventKey: id,
    messageId: id,
    conversation: line.in === undefined ? directChat(line.who) : groupChat(line.in),
    chatKind: line.in === undefined ? 'direct' : 'group',
    senderId: `${platform}-${line.who}`,
    senderName: null,
    sentAt: at,
    receivedAt: at,
    kind: line.photo ? 'image' : 'text',
    otherKind: null,
    text,
    mentionsBot: line.in !== undefined,
    quote: quoted === null ? null : { messageId: quoted, text: null },
    forwarded: false,
    edited: false,
    location: null,
    images: line.photo ? [photo] : [],
    files: line.file === undefined ? [] : [{ ...document, name: line.file }],
    action: null,
    raw: null,
  };
}
