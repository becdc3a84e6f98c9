import { describe, expect, it } from 'vitest';
import { createHealth } from '../../../bots/feishu/health.ts';
import { ApiFailure } from '../../../bots/feishu/failure.ts';
import { outbound } from '../../fakes/product.ts';
import { ROADS, stage } from './stage.ts';

const signal = AbortSignal.timeout(600_000);
const within = { timeout: 10_000 };

describe.each(ROADS)('over the %s', (road) => {
  it('starts soon while the platform is down, says so, and comes up with it', async () => {
    const began = Date.now();
    const { adapter, feishu, person, last } = await stage({ road, down: true });
    expect(Date.now() - began).toBeLessThan(4000);
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'unreachable' });
    await feishu.up();
    await expect.poll(() => adapter.health().state, within).toBe('up');
    if (road === 'long connection') await feishu.connections.connected();
    expect(await person.say(person.direct, '打卡')).toBe('acknowledged');
    expect(last().text).toBe('打卡');
  });

  it('says that the secret is wrong', async () => {
    const { adapter } = await stage({ road, config: { appSecret: 'another-secret' } });
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'app-refused' });
  });
});

describe('the long connection', () => {
  it('is made anew after it was cut', async () => {
    const { adapter, feishu, person, product } = await stage({ road: 'long connection' });
    feishu.connections.cut();
    await expect.poll(() => adapter.health(), within).toMatchObject({ state: 'down', why: 'disconnected' });
    await expect.poll(() => adapter.health().state, within).toBe('up');
    await feishu.connections.connected();
    expect(await person.say(person.direct, '打卡')).toBe('acknowledged');
    expect(product.stored).toHaveLength(1);
  });

  it('takes what was said meanwhile, once', async () => {
    const { adapter, feishu, person, product } = await stage({ road: 'long connection' });
    await feishu.down();
    expect(await person.say(person.direct, '打卡')).toBe('not-acknowledged');
    await feishu.up();
    await expect.poll(() => adapter.health().state === 'up' && feishu.connections.count, within).toBe(1);
    await feishu.advance(20_000);
    expect(product.stored.map(({ text }) => text)).toEqual(['打卡']);
  });

  it('outlives bytes that are no frames', async () => {
    const { feishu, person, last } = await stage({ road: 'long connection' });
    for (const bytes of [[], [0xff], [8, 1, 16], Array<number>(64).fill(0x80)]) {
      feishu.connections.sendRaw(new Uint8Array(bytes));
    }
    expect(await person.say(person.direct, '还在吗')).toBe('acknowledged');
    expect(last().text).toBe('还在吗');
  });
});

describe('health', () => {
  it('follows what the platform answers to sends', async () => {
    const { adapter, feishu, person } = await stage();
    expect(adapter.health()).toMatchObject({ state: 'up', why: null });
    await feishu.down();
    for (let n = 0; n < 2; n += 1) await adapter.send(outbound(person.direct, '在吗'), signal);
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'unreachable' });
    await feishu.up();
    await adapter.send(outbound(person.direct, '在吗'), signal);
    expect(adapter.health()).toMatchObject({ state: 'up', why: null });
  });

  it('comes back by itself, without a send', async () => {
    const { adapter, feishu, person } = await stage();
    await feishu.down();
    for (let n = 0; n < 2; n += 1) await adapter.send(outbound(person.direct, '在吗'), signal);
    await feishu.up();
    await expect.poll(() => adapter.health().state, within).toBe('up');
  });

  it('is not lost with a single call, but with the second in a row', () => {
    const vitals = createHealth(() => 1000);
    vitals.linked(true);
    vitals.called(null);
    const cut = new ApiFailure({ at: 'call', network: 'dropped' });
    for (const failure of [cut, null, cut]) vitals.called(failure);
    expect(vitals.health().state).toBe('up');
    vitals.called(cut);
    expect(vitals.health()).toMatchObject({ state: 'down', why: 'dropped' });
  });

  it('keeps since when it is so', () => {
    let now = 1000;
    const vitals = createHealth(() => now);
    vitals.linked(true);
    vitals.called(null);
    now = 2000;
    vitals.called(null);
    vitals.called(new ApiFailure({ at: 'call', code: 230002 }));
    expect(vitals.health()).toEqual({ state: 'up', since: 1000, why: null });
    vitals.called(new ApiFailure({ at: 'token', code: 10014 }));
    expect(vitals.health()).toEqual({ state: 'down', since: 2000, why: 'app-refused' });
    now = 3000;
    vitals.called(new ApiFailure({ at: 'before', network: 'unreachable' }));
    expect(vitals.health()).toEqual({ state: 'down', since: 2000, why: 'unreachable' });
    vitals.stopped();
    vitals.called(null);
    expect(vitals.health()).toEqual({ state: 'down', since: 2000, why: 'stopped' });
  });
});
