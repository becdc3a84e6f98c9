/** What became of a call, from the code and the words that the gateway ends it with. */
import { expect, test } from 'vitest';
import { failureOf } from '../../../bots/wechat/child/failure.ts';

const sending = { reads: false };
const ended = (code: number, details: string): Error => Object.assign(new Error(details), { code, details });

test.each([
  ['a puppet that had no answer itself', 2, 'Request timeout of 5000ms', 'unknown', 'timeout'],
  ['a puppet that was cut off', 2, 'read ECONNRESET', 'unknown', 'timeout'],
  ['a puppet that says no', 2, '对方不是你的好友', 'refused', 'not-a-friend'],
  ['a deadline', 4, 'Deadline exceeded', 'unknown', 'timeout'],
  ['a wire that broke', 14, 'Connection dropped', 'unknown', 'dropped'],
  ['a wire that never was', 14, 'No connection established', 'not-left', 'gateway-unreachable'],
  ['a token that is not known', 16, 'Invalid Wechaty TOKEN', 'not-left', 'token-refused'],
  ['a message that is too large', 8, 'Sent message larger than max (5 vs. 4)', 'refused', 'too-large'],
  ['a quota that is used up', 8, 'rate limit exceeded', 'refused', 'warned'],
])('a send ended by %s', (_, code, details, fate, why) => {
  expect(failureOf(ended(code, details), sending)).toEqual({ fate, why });
});

test('what only reads can be read again, however it ended', () => {
  for (const [code, details] of [
    [2, 'timed out'],
    [4, ''],
    [14, 'Connection dropped'],
  ] as const)
    expect(failureOf(ended(code, details), { reads: true }).fate).toBe('not-left');
});
