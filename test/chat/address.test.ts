import { describe, expect, test } from 'vitest';
import { addressed, type Addressed, type Directory, type FilesOf } from '../../src/chat/address.ts';
import type { StoredMessage } from '../../src/chat/message.ts';
import { reply, type ReplyOptions } from '../../src/commands/context.ts';
import type { Reply, Result } from '../../src/domain/reply.ts';
import { factsOf, messageOf } from '../commands/facts.ts';
import { shortLeave } from '../commands/requests.ts';

const direct = (personId: string): { platform: string; conversation: string } => ({
  platform: 'web',
  conversation: `d-web-${personId}`,
});
const directory: Directory = {
  directOf: new Map(['p1', 'p3', 'p6'].map((id) => [id, direct(id)])),
  groupsOf: new Map([
    [
      'team-v1',
      [
        { platform: 'feishu', conversation: 'fs-1' },
        { platform: 'web', conversation: 'g-g1' },
      ],
    ],
  ]),
};
const inGroup: Partial<StoredMessage> = { chatKind: 'group', conversation: 'g-g1' };

const sent = (
  replies: readonly Reply[],
  message: Partial<StoredMessage> = {},
  to: Directory = directory,
  filesOf?: FilesOf,
): Addressed[] => {
  const scene = { messageId: 42n, message };
  return addressed(messageOf('p1', scene), factsOf('p1', scene), replies, to, filesOf);
};
const personal: Result = { says: 'not-here-yet', on: '2026-12-02' };
const notice = (personId: string, once: string | null, more: ReplyOptions = {}): Reply =>
  reply(personal, { to: { to: 'person', personId }, ...(once === null ? {} : { once }), ...more });
const away: Reply = reply(
  { says: 'away-notice', name: '示例甲', span: shortLeave().span },
  { to: { to: 'team', teamId: 'team-v1' }, once: 'r1:away' },
);
const where = (messages: readonly Addressed[]): string[] =>
  messages.map((m) => `${m.platform} ${m.conversation} ${m.text.slice(0, 5)}`);

describe('an answer', () => {
  test('goes where the message came from, without quoting it in a direct chat', () => {
    const [message, ...more] = sent([reply(personal)]);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ ...direct('p1'), personId: 'p1', replyTo: null, requestId: null });
  });

  test('goes back on the platform that the message came from, though another is known for the person', () => {
    const [message] = sent([reply(personal)], { platform: 'tg', conversation: 'd-tg-1' });
    expect(message).toMatchObject({ platform: 'tg', conversation: 'd-tg-1' });
  });
});

describe('in a group', () => {
  test('neither what a second request came to nor what is said beside an answer shows', () => {
    const whole: Reply = {
      ...reply({ says: 'told-in-direct' }),
      also: personal,
      heard: [{ said: '清假', meant: '请假' }],
    };
    const messages = sent([whole], inGroup);
    const [group, own] = messages;
    expect(where(messages).map((w) => w.split(' ').slice(0, 2).join(' '))).toEqual(['web g-g1', 'web d-web-p1']);
    const words = sent([reply(personal)])[0]?.text ?? '';
    expect([group?.text.includes(words), group?.text.includes('清假'), own?.text.includes(words)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('nothing personal is said: it goes to the direct chat, and the group is told so', () => {
    const messages = sent([reply(personal)], inGroup);
    expect(where(messages)).toEqual(['web g-g1 已私信。', 'web d-web-p1 今天还没有']);
    expect(messages[0]).toMatchObject({ replyTo: 'p1', requestId: null, buttons: [], code: null });
    expect(messages[1]).toMatchObject({ replyTo: null });
  });

  test('the group is told once, however many answers there are', () => {
    expect(where(sent([reply(personal), reply(personal)], inGroup))).toEqual([
      'web g-g1 已私信。',
      'web d-web-p1 今天还没有',
      'web d-web-p1 今天还没有',
    ]);
  });

  test('buttons and requests stay with the answer in the direct chat', () => {
    const button = { label: 'confirm', action: { does: 'dialogue', word: 'confirm', dialogueId: '42' } } as const;
    const [told, answer] = sent([reply(personal, { requestId: 'r1', buttons: [button] })], inGroup);
    expect(told).toMatchObject({ requestId: null, buttons: [] });
    expect(answer).toMatchObject({ requestId: 'r1', buttons: [{ label: '确认', personId: 'p1' }] });
  });

  test.each<Result>([
    { says: 'location-in-group' },
    { says: 'kind-not-read', kind: 'voice' },
    { says: 'button-not-yours' },
  ])('$says names nobody and is said there, to whoever it answers', (result) => {
    const messages = sent([reply(result)], inGroup);
    expect(messages.map((m) => [m.conversation, m.replyTo])).toEqual([['g-g1', 'p1']]);
  });

  test('notices to others go to their direct chats', () => {
    expect(where(sent([notice('p6', 'r1:step0:p6')], inGroup))).toEqual(['web d-web-p6 今天还没有']);
  });
});

describe('a notice', () => {
  test('goes to the person’s direct chat, and nowhere when there is none', () => {
    expect(where(sent([notice('p6', 'r1:step0:p6'), notice('p8', 'r1:step0:p8')]))).toEqual([
      'web d-web-p6 今天还没有',
    ]);
  });

  test('to a team goes to all its groups, on every platform, and belongs to nobody', () => {
    const messages = sent([away]);
    expect(messages.map((m) => [m.platform, m.conversation, m.personId, m.replyTo])).toEqual([
      ['feishu', 'fs-1', null, null],
      ['web', 'g-g1', null, null],
    ]);
    expect(sent([reply(away.result, { to: { to: 'team', teamId: 'team-t1' }, once: 'x' })])).toEqual([]);
  });

  test('to the group in which one spoke does not quote what was said there', () => {
    expect(sent([away], inGroup).map((m) => m.replyTo)).toEqual([null, null]);
  });
});

describe('keys', () => {
  test('of notices are for good, whatever message they come of', () => {
    const keysFrom = (messageId: bigint): string[] => {
      const scene = { messageId };
      const replies = [notice('p6', 'r1:closed:p6'), away];
      return addressed(messageOf('p1', scene), factsOf('p1', scene), replies, directory).map((m) => m.key);
    };
    expect(keysFrom(1n)).toEqual(['n:r1:closed:p6', 'n:r1:away', 'n:r1:away:1']);
    expect(keysFrom(2n)).toEqual(keysFrom(1n));
  });

  test('of answers are the message’s own, each another', () => {
    const keys = sent([reply(personal), notice('p6', null), reply(personal)], inGroup).map((m) => m.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^m42\./);
  });

  test('and ids of buttons are never the same within a message, and short enough for every platform', () => {
    const buttons = [
      { label: 'approve', action: { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } },
      { label: 'reject', action: { does: 'answer', verdict: 'reject', requestId: 'r1', step: 0, revision: 0 } },
    ] as const;
    const messages = sent([notice('p6', 'a', { buttons }), notice('p3', 'b', { buttons })]);
    const ids = messages.flatMap((m) => m.buttons.map((b) => b.id));
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64);
    expect(messages.map((m) => m.buttons.map((b) => b.personId))).toEqual([
      ['p6', 'p6'],
      ['p3', 'p3'],
    ]);
  });
});

describe('photos and tables', () => {
  const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };
  const table = { sha256: 'b'.repeat(64), name: '请假台账.xlsx', contentType: 'application/x', sizeBytes: 2 };
  const ledger: Result = { says: 'leave-ledger', ledger: { from: '2026-12-01', to: '2026-12-31', rows: [] } };
  const filesOf: FilesOf = ({ result }) => (result.says === 'leave-ledger' ? [table] : []);

  test('go with the message that they belong to, and with no other', () => {
    const messages = sent([reply(ledger), notice('p6', 'a', { images: [image] })], {}, directory, filesOf);
    expect(messages.map((m) => [m.conversation, m.images, m.files])).toEqual([
      ['d-web-p1', [], [table]],
      ['d-web-p6', [image], []],
    ]);
  });

  test('never go to a group: the table that is asked for there comes in the direct chat', () => {
    const messages = sent([reply(ledger, { images: [image] })], inGroup, directory, filesOf);
    expect(messages.map((m) => [m.conversation, m.images.length, m.files.length])).toEqual([
      ['g-g1', 0, 0],
      ['d-web-p1', 1, 1],
    ]);
    const team = sent([{ ...away, images: [image] }], {}, directory, () => [table]);
    expect(team.map((m) => [m.images, m.files])).toEqual([
      [[], []],
      [[], []],
    ]);
  });
});

describe('what a group hears of leave', () => {
  test.each<Result>([
    { says: 'away-changed', name: '示例甲', span: null },
    { says: 'away-today', on: '2026-12-08', people: [{ name: '示例甲', until: '2026-12-10' }] },
  ])('$says is said there', (result) => {
    const team = reply(result, { to: { to: 'team', teamId: 'team-v1' }, once: 'x' });
    expect(sent([team]).map((m) => m.conversation)).toEqual(['fs-1', 'g-g1']);
  });

  test.each<Result>([
    { says: 'todo', on: '2026-12-02', shown: [] },
    { says: 'answered-by-me', since: '2026-11-02', shown: [] },
    { says: 'ledger-not-yours' },
    { says: 'nothing-to-end', why: 'none', shown: [] },
    { says: 'digest-set', digest: true },
    { says: 'nothing-to-object' },
  ])('$says is not', (result) => {
    expect(sent([reply(result)], inGroup).map((m) => [m.conversation, m.text === '已私信。'])).toEqual([
      ['g-g1', true],
      ['d-web-p1', false],
    ]);
  });
});

test('a message says which content of the request it shows, for answers by quote and button', () => {
  const [one] = sent([notice('p6', 'a', { requestId: 'r1', revision: 3 })]);
  expect(one).toMatchObject({ requestId: 'r1', revision: 3 });
  expect(sent([reply(personal)])[0]?.revision).toBeNull();
});

describe('in a group, to somebody without any direct chat', () => {
  const nowhere: Directory = { directOf: new Map(), groupsOf: new Map() };

  test('one neutral line says how to open one, however many answers there are', () => {
    const messages = sent([reply(personal), reply(personal)], inGroup, nowhere);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ conversation: 'g-g1', replyTo: 'p1', requestId: null, buttons: [] });
    expect(messages[0]?.text).toContain('私信');
    expect(messages[0]?.text).not.toContain('打卡');
  });

  test('the line has one key a person and day', () => {
    const key = (): string | undefined => sent([reply(personal)], inGroup, nowhere)[0]?.key;
    expect(key()).toBe('n:open-direct:web-p1:2026-12-02');
  });

  test('what a group may hear is answered there as ever', () => {
    const messages = sent([reply({ says: 'location-in-group' })], inGroup, nowhere);
    expect(where(messages)).toEqual(['web g-g1 位置请私信']);
  });
});
