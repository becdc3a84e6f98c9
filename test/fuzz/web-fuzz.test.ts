/** A bounded share of the fuzz, and proof that it would notice. `npm run soak` fires FUZZ_REQUESTS, 100,000 unless said. */
import { describe, expect, test } from 'vitest';
import type { WebAccounts, WebPorts } from '../../bots/web/ports.ts';
import { fuzz } from './campaign.ts';
import { fuzzSeed } from './settings.ts';
import type { Planted } from './stage.ts';

const SHARE = 2_000;
const PLANTED = 250;

const accountsWith =
  (more: (accounts: WebAccounts) => Partial<WebAccounts>) =>
  (ports: WebPorts): WebPorts => ({
    ...ports,
    accounts: { ...ports.accounts, ...more(ports.accounts) },
  });

const p1 = { accountId: 'web-p1', name: '示例甲', directConversation: null };

interface Fault {
  readonly title: string;
  readonly planted: Planted;
  /** How many it takes to meet it for sure, with this seed. */
  readonly requests?: number;
  readonly caught: RegExp;
}

const faults: readonly Fault[] = [
  {
    title: 'a session made up by whoever has none',
    planted: { ports: accountsWith((real) => ({ session: async (token) => (await real.session(token)) ?? p1 })) },
    caught: /though nobody is signed in/,
  },
  {
    title: 'an origin that is not asked',
    planted: { allowedOrigins: ['https://evil.example', 'http://127.0.0.1'] },
    requests: 1_000,
    caught: /though nobody is signed in/,
  },
  {
    title: 'a message that is kept twice',
    planted: {
      sink: (real) => async (message) => {
        await real(message);
        await real({ ...message, eventKey: `${message.eventKey}-again`, messageId: `${message.messageId}x` });
      },
    },
    caught: /inbox holds .* which nobody signed in has sent/,
  },
  {
    title: 'a message that is kept under another name',
    planted: { sink: (real) => (message) => real({ ...message, senderId: 'web-p9' }) },
    caught: /is of another author/,
  },
  {
    title: 'a message that is acknowledged and not kept',
    planted: { sink: (real) => (message) => (message.kind === 'location' ? Promise.resolve() : real(message)) },
    caught: /inbox lacks .* which was acknowledged/,
  },
  {
    title: 'a chat that is written to by somebody who is not in it',
    planted: {
      ports: accountsWith(() => ({
        conversation: async (_, conversation) => ({ conversation, kind: 'group', title: '', membersText: '' }),
      })),
    },
    requests: 1_000,
    caught: /is in a chat that its author is not in/,
  },
];

describe('Fuzzed requests', () => {
  test('neither break the web chat nor leave anything that nobody signed in has sent', async () => {
    const { faults, expected, said } = await fuzz({ requests: SHARE, seed: fuzzSeed() });
    console.log(said);
    expect(faults).toEqual([]);
    expect(expected.tally.accepted).toBeGreaterThan(SHARE / 4);
    expect(expected.tally.refused).toBeGreaterThan(SHARE / 4);
  });

  test.each(faults)('would show $title', async ({ planted, caught, requests = PLANTED }) => {
    const campaign = await fuzz({ requests, seed: 7 }, planted);
    expect(campaign.faults.filter((fault) => caught.test(fault))).not.toEqual([]);
  });
});
