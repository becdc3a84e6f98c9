import { describe, expect, it } from 'vitest';
import { webLink, webLinkNeeds } from '../../src/commands/web-link.ts';
import { saidBy, shanghai } from './facts.ts';
import type { PersonContext } from '../../src/commands/context.ts';
import type { StoredMessage } from '../../src/chat/message.ts';

const fresh = '0123456789abcdef'.repeat(8);
const origin = 'https://chat.example.gov.cn';

function asked(webOrigin: string | null, message: Partial<StoredMessage> = {}): PersonContext {
  const context = saidBy('p1', { message: { text: '网页', ...message }, settings: { webOrigin } });
  return { ...context, facts: { ...context.facts, fresh } };
}

describe('网页', () => {
  it('gives a link of the speaker’s own for ten minutes, with a token that is made for this message', () => {
    expect(webLinkNeeds.fresh).toBe(true);
    const { effects, replies } = webLink(asked(origin));
    const token = fresh.slice(0, 32);
    const expiresAt = shanghai('2026-12-02 10:10');
    expect(effects).toEqual([{ effect: 'open-web-link', personId: 'p1', token, expiresAt }]);
    expect(replies.map(({ recipient, result }) => [recipient, result])).toEqual([
      [{ to: 'here' }, { says: 'web-link', url: `${origin}/link/${token}`, minutes: 10 }],
    ]);
  });

  it('gives none in a group, where others would read it', () => {
    const { effects, replies } = webLink(asked(origin, { chatKind: 'group' }));
    expect([effects, replies.map(({ result }) => result)]).toEqual([[], [{ says: 'web-link-direct-only' }]]);
  });

  it('gives none where no web chat is served', () => {
    const { effects, replies } = webLink(asked(null));
    expect([effects, replies.map(({ result }) => result)]).toEqual([[], [{ says: 'no-web-chat' }]]);
  });
});
