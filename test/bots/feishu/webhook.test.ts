import fc from 'fast-check';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../bots/feishu/verify.ts';
import type { Forgery } from '../../fakes/feishu-webhook.ts';
import { outbound } from '../../fakes/product.ts';
import { SECRETS, stage } from './stage.ts';
import type { Stage } from './stage.ts';

const anEvent = async ({ feishu, person }: Stage) => {
  await person.say(person.direct, '打卡');
  return feishu.events.received(feishu.state.messages.get(person.lastId)!, person.account);
};

describe('the webhook', () => {
  it('answers the word that the developer console asks for, and only to who knows the token', async () => {
    const { poster } = await stage();
    expect(await poster().challenge()).toBe(true);
    expect(await poster().challenge('another-token')).toBe(false);
  });

  it.each<[Forgery, number]>([
    ['wrong-signature', 401],
    ['no-signature', 401],
    ['not-encrypted', 400],
    ['wrong-token', 401],
    ['other-app', 401],
    ['replayed-after-a-day', 401],
    ['garbage', 400],
    ['not-json', 400],
  ])('refuses what is %s, and stores nothing of it', async (kind, status) => {
    const at = await stage();
    const event = await anEvent(at);
    at.product.stored.length = 0;
    expect((await at.poster().forge(kind, event)).status).toBe(status);
    expect(at.product.stored).toEqual([]);
    expect(at.reported).toEqual([]);
  });

  it('takes a retry of six hours ago and refuses a signature from the future', async () => {
    const at = await stage();
    const body = at.poster().bodyOf(await anEvent(at));
    const now = Math.floor(Date.now() / 1000);
    for (const [seconds, status] of [
      [-6.5 * 3600, 200],
      [-7.1 * 3600, 401],
      [500, 200],
      [700, 401],
    ] as const)
      expect((await at.poster().post(body, at.poster().signed(body, now + seconds))).status).toBe(status);
  });

  it('reads no more than it may, and goes on', async () => {
    const at = await stage();
    const event = await anEvent(at);
    expect([0, 413]).toContain((await at.poster().forge('huge', event)).status);
    expect(await streamed(at.adapter.url!, 40)).not.toBe(200);
    expect(await at.person.say(at.person.direct, '还在吗')).toBe('acknowledged');
    expect(at.last().text).toBe('还在吗');
  });

  it('answers an empty object to a press, and 405 to a look', async () => {
    const { adapter, person } = await stage();
    const buttons = [{ id: 'yes', label: '同意', words: '同意' }];
    const asked = await adapter.send(outbound(person.direct, '请审批', { buttons }), AbortSignal.timeout(60_000));
    if (asked.status !== 'sent' || asked.messageId === null) throw new Error('not sent');
    await person.press(asked.messageId, '同意');
    expect(person.lastAnswer).toEqual({});
    expect((await fetch(adapter.url!)).status).toBe(405);
  });

  it('stays up whatever is posted to it', async () => {
    const at = await stage();
    const poster = at.poster();
    const bodies = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.anything().map((value) => JSON.stringify({ encrypt: value })),
      fc.anything().map((value) => poster.bodyOf({ schema: '2.0', header: value, event: value })),
      fc.base64String().map((encrypt) => JSON.stringify({ encrypt })),
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.boolean(), async (body, signed) => {
        const { status } = await poster.post(body, signed ? poster.signed(body) : {});
        expect([400, 401]).toContain(status);
      }),
      { numRuns: 300 },
    );
    expect(at.product.calls).toBe(0);
  });
});

/** Posts so many pieces of 100 kB without saying how many there will be; 0 = cut off. */
const streamed = (url: string, pieces: number): Promise<number> =>
  new Promise((resolve) => {
    const sent = request(url, { method: 'POST' }, ({ statusCode = 0 }) => resolve(statusCode));
    sent.on('error', () => resolve(0));
    for (let n = 0; n < pieces; n += 1) sent.write('A'.repeat(100_000));
    sent.end();
  });

describe('a post', () => {
  it('is never an event unless it was signed, whatever stands in it', () => {
    const field = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(undefined));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), field, field, field, (bytes, timestamp, nonce, signature) => {
        const headers = {
          'x-lark-request-timestamp': timestamp,
          'x-lark-request-nonce': nonce,
          'x-lark-signature': signature,
        };
        const verified = verify(
          { headers, raw: Buffer.from(bytes) },
          { appId: 'cli_0000000000000000', ...SECRETS },
          Date.now(),
        );
        expect(verified.is).toBe('forged');
      }),
      { numRuns: 3000 },
    );
  });
});
