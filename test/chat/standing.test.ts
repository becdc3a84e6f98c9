import { beforeEach, describe, expect, test } from 'vitest';
import type { Health, SendOutcome } from '../../src/chat/message.ts';
import { standingOf, type Standing } from '../../src/chat/standing.ts';

const noon = Date.parse('2026-12-02T04:00:00Z');
let now: number;
let health: Health;
let standing: Standing;
beforeEach(() => {
  now = noon;
  health = { state: 'up', since: 0, why: null };
  standing = standingOf(() => now);
});

const telegram = { platform: 'telegram', health: () => health };
const sent: SendOutcome = { status: 'sent', messageId: null };
const refused = (retryAt: number | null, of: 'message' | 'chat' | 'platform' = 'platform'): SendOutcome => ({ status: 'refused', retryAt, why: 'http-429', of }); // prettier-ignore
const hear = (...outcomes: SendOutcome[]): unknown => standing.heard('telegram', outcomes);

describe('a platform that refuses everything for now', () => {
  test('is left alone until then, whatever else went through in the same round', () => {
    expect(hear(sent, refused(noon + 5000), refused(noon + 9000), sent)).toEqual({ until: noon + 9000, why: 'http-429' }); // prettier-ignore
    expect(standing.pausedUntil('telegram')).toBe(noon + 9000);
    expect(standing.pausedUntil('feishu')).toBeNull();
    now += 9000;
    expect(standing.pausedUntil('telegram')).toBeNull();
  });

  test('says so once, and again when it takes sends', () => {
    hear(refused(noon + 5000));
    expect(hear(refused(noon + 4000))).toBeNull();
    now += 6000;
    expect(hear({ status: 'unknown', why: 'timeout' })).toBeNull();
    expect(hear(sent)).toBe('over');
    expect(hear(sent)).toBeNull();
  });

  test('is not what refuses one message or one chat', () => {
    expect(hear(refused(noon + 5000, 'chat'), refused(noon + 5000, 'message'))).toBeNull();
    expect(standing.pausedUntil('telegram')).toBeNull();
    expect(standing.isUp(telegram)).toBe(true);
  });
});

describe('a platform out of reach', () => {
  test('by its own word is given up after two minutes', () => {
    health = { state: 'down', since: noon, why: 'refused' };
    expect(standing.isUp(telegram)).toBe(false);
    now += 119_999;
    expect(standing.isStranded(telegram)).toBe(false);
    now += 1;
    expect(standing.isStranded(telegram)).toBe(true);
  });

  test('by its refusals is given up after two minutes without a send that went through', () => {
    hear(refused(now + 60_000));
    now += 60_000;
    hear(sent);
    hear(refused(now + 60_000));
    now += 119_999;
    expect(standing.isStranded(telegram)).toBe(false);
    now += 1;
    expect(standing.isStranded(telegram)).toBe(true);
    expect(standing.isUp(telegram)).toBe(false);
  });

  test('is none that refused once, and where nothing was sent for long after', () => {
    hear(refused(now + 1000));
    hear(refused(null, 'message'));
    now += 61_001;
    expect(standing.isUp(telegram)).toBe(true);
    now += 600_000;
    expect(standing.isStranded(telegram)).toBe(false);
    hear(refused(now + 60_000));
    now += 119_999;
    expect(standing.isStranded(telegram)).toBe(false);
    now += 1;
    expect(standing.isStranded(telegram)).toBe(true);
  });

  test('is looked at once a second', () => {
    health = { state: 'down', since: noon - 600_000, why: 'refused' };
    expect([standing.isStranded(telegram), standing.isStranded(telegram)]).toEqual([true, false]);
    now += 1000;
    expect(standing.isStranded(telegram)).toBe(true);
  });

  test('is none that is only starting, and none that is up', () => {
    for (const state of ['starting', 'up'] as const) {
      health = { state, since: noon - 600_000, why: null };
      expect(standing.isStranded(telegram)).toBe(false);
    }
  });

  test('is none that another process has, even where it refused just before', () => {
    hear(refused(now + 60_000));
    health = { state: 'standby', since: noon - 600_000, why: 'another-process' };
    now += 120_000;
    expect([standing.isStranded(telegram), standing.isUp(telegram), standing.isStandby(telegram)]).toEqual([false, false, true]); // prettier-ignore
  });
});

test('Whether a platform says too much is looked at once a second, while it is up.', () => {
  expect([standing.isToCount(telegram), standing.isToCount(telegram)]).toEqual([true, false]);
  now += 1000;
  expect(standing.isToCount(telegram)).toBe(true);
  now += 1000;
  health = { state: 'down', since: now, why: 'refused' };
  expect(standing.isToCount(telegram)).toBe(false);
});
