/** What goes wrong on the platform's side: what became of a send is told truly, and nothing that was said is lost. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendOutcome } from '../../src/chat/message.ts';
import { PATIENCE, Scene, passes, played } from './scene.ts';
import type { MakeHarness } from './scene.ts';

const TEN_MINUTES_MS = 600_000;
const FAKED = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;

export function bearsFaults(make: MakeHarness): void {
  describe('when a send fails', () => {
    let scene: Scene;
    beforeEach(async () => {
      scene = new Scene(await make());
      await scene.start();
    });
    afterEach(() => scene.close());

    const times = async (text: string): Promise<number> =>
      (await scene.seen('direct')).filter((one) => one.text === text).length;
    const again = (): Promise<SendOutcome> => scene.send('direct', '已批准', { key: 'drop-1' });

    it('for there were too many, it says until when', async ({ skip }) => {
      const { limit } = scene.harness.faults;
      if (limit === undefined) skip('it has no limits');
      limit!(7);
      const outcome = await scene.send('direct', '已批准');
      const now = Date.now();
      expect(outcome).toMatchObject({ status: 'refused', of: expect.stringMatching(/^(chat|platform)$/) as string });
      const wait = (outcome.status === 'refused' ? (outcome.retryAt ?? 0) : 0) - now;
      expect(wait).toBeGreaterThan(5_000);
      expect(wait).toBeLessThan(10_000);
      expect(await times('已批准')).toBe(0);
    });

    it('before the platform took it, nothing is shown, and it is never called sent', async ({ skip }) => {
      const { dropBefore } = scene.harness.faults;
      if (dropBefore === undefined) skip('no connection is in between');
      dropBefore!();
      const outcome = await again();
      expect(['refused', 'unknown']).toContain(outcome.status);
      if (outcome.status === 'refused') expect(outcome.retryAt).not.toBeNull();
      expect(await times('已批准')).toBe(0);
      if (outcome.status === 'unknown' && !scene.adapter.capabilities.idempotentSend) return;
      expect(await again()).toMatchObject({ status: 'sent' });
      expect(await times('已批准')).toBe(1);
    });

    it('after the platform took it, its fate is unknown and it is shown once', async ({ skip }) => {
      const { dropAfter } = scene.harness.faults;
      if (dropAfter === undefined) skip('no connection is in between');
      dropAfter!();
      expect(await again()).toMatchObject({ status: 'unknown' });
      expect(await times('已批准')).toBe(1);
      if (!scene.adapter.capabilities.idempotentSend) return;
      expect(await again()).toMatchObject({ status: 'sent' });
      expect(await times('已批准')).toBe(1);
    });

    it('for nobody is to be reached there any more, it is over for that chat', async ({ skip }) => {
      const { block } = scene.harness.faults;
      if (block === undefined) skip('nobody can send the bot away');
      block!();
      expect(await again()).toMatchObject({ status: 'refused', retryAt: null, of: 'chat' });
      expect(await scene.send('group', '请打卡')).toMatchObject({ status: 'sent' });
    });

    it('for the platform is down, it may be tried again', async ({ skip }) => {
      const { down, up } = scene.harness.faults;
      if (down === undefined) skip('it is its own platform');
      await down!();
      // A connection that was kept may break with the send; the next one finds nobody.
      await expect.poll(again, PATIENCE).toMatchObject({ status: 'refused', of: 'platform' });
      expect(await again()).toMatchObject({ retryAt: expect.any(Number) as number });
      await up!();
      await expect.poll(async () => (await again()).status, PATIENCE).toBe('sent');
      expect(await times('已批准')).toBe(1);
    });
  });

  describe('while the platform is down', () => {
    afterEach(() => void vi.useRealTimers());

    it('it starts soon, says so, and is up with the platform', async ({ skip }) => {
      await played(make, async (scene) => {
        const { down, up } = scene.harness.faults;
        if (down === undefined) return skip('it is its own platform');
        await down();
        await scene.adapter.start(scene.product.sink);
        expect(scene.adapter.health().state).not.toBe('up');
        await up!();
        await scene.isUp();
        expect(scene.adapter.health().why).toBeNull();
        const user = await scene.harness.user();
        await scene.taken(user.say('direct', '打卡'));
        expect(scene.only().text).toBe('打卡');
      });
    });

    it('for ten minutes, nothing that was said meanwhile is lost or doubled', async ({ skip }) => {
      vi.useFakeTimers({ toFake: [...FAKED], shouldAdvanceTime: true });
      await played(make, async (scene) => {
        const { down, up, catchUp } = scene.harness.faults;
        if (down === undefined) return skip('it is its own platform');
        if (!scene.adapter.capabilities.redelivers) return skip('it is lost: told below');
        await scene.start();
        await scene.taken(scene.user.say('direct', '一'));
        await down();
        for (const text of ['二', '三', '四']) void scene.user.say('direct', text);
        await passes(TEN_MINUTES_MS);
        expect(scene.texts()).toEqual(['一']);
        await up!();
        const arrived = async (): Promise<number> => {
          await passes(5_000);
          await catchUp?.();
          return scene.product.stored.length;
        };
        await expect.poll(arrived, { ...PATIENCE, interval: 100 }).toBe(4);
        expect(scene.texts()).toEqual(['一', '二', '三', '四']);
        expect(scene.adapter.health().state).toBe('up');
        expect(await scene.send('direct', '都收到了')).toMatchObject({ status: 'sent' });
      });
    });

    it('for ten minutes, what it can’t hear again is not doubled, and it tells until when it heard', async ({
      skip,
    }) => {
      await played(make, async (scene) => {
        const { adapter, harness } = scene;
        if (adapter.capabilities.redelivers) return skip('nothing is lost: told above');
        const { down, up } = harness.faults;
        await scene.start();
        const began = Date.now();
        await scene.taken(scene.user.say('direct', '一'));
        await expect.poll(() => adapter.health().heardAt, PATIENCE).toBeGreaterThan(began - 1);
        const fellAt = Date.now();
        await down!();
        await expect.poll(() => adapter.health().state, PATIENCE).not.toBe('up');
        for (const text of ['二', '三', '四']) void scene.user.say('direct', text);
        await harness.outage!();
        const { state, why, heardAt } = adapter.health();
        expect(state).not.toBe('up');
        expect(why).not.toBeNull();
        expect(heardAt).toBeGreaterThanOrEqual(began);
        expect(heardAt).toBeLessThanOrEqual(fellAt);
        expect(scene.texts()).toEqual(['一']);
        await up!();
        await scene.isUp();
        await expect.poll(() => adapter.health().heardAt, PATIENCE).toBeGreaterThan(fellAt);
        await scene.taken(scene.user.say('direct', '五'));
        const texts = scene.texts();
        expect([texts.at(0), texts.at(-1), new Set(texts).size]).toEqual(['一', '五', texts.length]);
        expect(await scene.send('direct', '又在了')).toMatchObject({ status: 'sent' });
      });
    }, 60_000);
  });

  it('says how it is, also once it has stopped', async () => {
    await played(make, async (scene) => {
      await scene.start();
      expect(scene.adapter.health()).toMatchObject({ state: 'up', why: null });
      await scene.adapter.stop();
      expect(scene.adapter.health().state).toBe('down');
      expect(scene.adapter.health().why).not.toBeNull();
    });
  });
}
