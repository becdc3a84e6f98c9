/** A gateway of WeChat that is away for ten minutes: back without a person, and whoever writes then is told what was lost. At the true pace. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { WechatPosted } from '../fakes/wechat-person.ts';
import { sharedSource, type DatabaseSource } from './databases.ts';
import { COMMAND, outageMs, requireAll } from './settings.ts';
import { OutageStage } from './wechat-outage.ts';

const awayMs = outageMs();
/** How soon after its gateway the account is back. */
const BACK_MS = 90_000;
/** How exactly the time that was not heard is known: a sign of life comes every ten seconds. */
const SURE_MS = 15_000;
const LOG = '日志 上午走访3户，下午开院坝会';

let source: DatabaseSource;
beforeAll(async () => {
  source = await sharedSource(inject('serverUrl'));
});
afterAll(() => source.close());

interface Away {
  readonly downAt: number;
  readonly upAt: number;
  readonly lost: readonly WechatPosted[];
}

/** The gateway is killed, and started again once the time is over. */
async function away(stage: OutageStage, meanwhile: readonly (() => Promise<unknown>)[]): Promise<Away> {
  const { side } = stage;
  const lost: WechatPosted[] = [];
  await side.gateway.kill();
  const downAt = Date.now();
  for (const [n, happens] of meanwhile.entries()) {
    await delay(downAt + (awayMs * (n + 1)) / (meanwhile.length + 1) - Date.now());
    const came = (await happens()) as WechatPosted | undefined;
    if (came !== undefined) lost.push(came);
  }
  await delay(downAt + awayMs - Date.now());
  await side.gatewayBack();
  return { downAt, upAt: Date.now(), lost };
}

/** It came back by itself, knows how long it was deaf, and each is told once, when they next write to it themselves. */
async function checkAfter(title: string, stage: OutageStage, { downAt, upAt, lost }: Away): Promise<void> {
  const [writer, quiet, member] = stage.people;
  const words = stage.words;
  const backMs = (await stage.upAfter(upAt)) - upAt;
  console.log(`${title}: away ${Math.round((upAt - downAt) / 1000)} s, back after ${(backMs / 1000).toFixed(1)} s`);
  expect(backMs).toBeLessThan(BACK_MS);
  for (const posted of lost) expect(await stage.isInInbox(posted)).toBe(false);
  const [gap, ...more] = await stage.gaps();
  expect(more).toEqual([]);
  expect(gap!.from).toBeLessThanOrEqual(downAt + 1_000);
  expect(gap!.from).toBeGreaterThan(downAt - SURE_MS);
  expect(gap!.to).toBeGreaterThanOrEqual(upAt);
  expect([stage.told(), stage.words - words]).toEqual([[0, 0, 0, 0], 0]);

  const logs = await stage.logs();
  await stage.answered(writer!, LOG);
  await stage.answered(member!, '帮助', 'group');
  await stage.settled();
  expect(stage.told()).toEqual([1, 0, 0, 0]);
  await stage.answered(quiet!, '帮助');
  await stage.answered(member!, '帮助');
  await stage.settled();
  expect(stage.told()).toEqual([1, 1, 1, 0]);
  for (const person of stage.people) await stage.answered(person, '帮助');
  await stage.settled();
  expect(stage.told()).toEqual([1, 1, 1, 0]);
  expect(await stage.logs()).toBe(logs + 1);
}

async function onStage(play: (stage: OutageStage) => Promise<void>): Promise<void> {
  const stage = await OutageStage.open(source);
  try {
    await play(stage);
  } finally {
    await stage.close();
  }
}

/** All is well: nobody is told of anything that was not heard. */
async function talked(stage: OutageStage, since = 0): Promise<void> {
  await stage.upAfter(since);
  for (const person of stage.people) await stage.answered(person, '帮助');
  await stage.settled();
  expect([await stage.gaps(), stage.told()]).toEqual([[], [0, 0, 0, 0]]);
}

const isBuilt = existsSync(join(COMMAND, '../../bots/wechat/adapter.js'));
const limit = { timeout: awayMs + 900_000 };

describe.skipIf(!isBuilt && !requireAll())('A gateway that is away for long', { concurrent: true }, () => {
  test('when the service is started: no time is made up that nobody lived through, and none is kept quiet', limit, () =>
    onStage(async (stage) => {
      await stage.side.gateway.kill();
      await stage.start();
      await stage.bound();
      stage.say(stage.people[0]!, LOG);
      await delay(20_000);
      const firstAt = Date.now();
      await stage.side.gatewayBack();
      await talked(stage, firstAt);
      await stage.end('SIGTERM');
      const lost = away(stage, [
        async () => stage.say(stage.people[0]!, LOG),
        async () => stage.say(stage.people[0]!, '帮助'),
      ]);
      await stage.start();
      await checkAfter('At the start', stage, await lost);
    }),
  );

  test('in the middle of the day, even if the service is killed meanwhile', limit, () =>
    onStage(async (stage) => {
      await stage.start();
      await stage.bound();
      await talked(stage);
      const lost = await away(stage, [
        async () => stage.say(stage.people[0]!, LOG),
        async () => {
          await stage.end('SIGKILL');
          await stage.start();
        },
        async () => stage.say(stage.people[0]!, '帮助'),
      ]);
      await checkAfter('In the middle', stage, lost);
    }),
  );

  test('at night, when nobody notices', limit, () =>
    onStage(async (stage) => {
      await stage.start();
      await stage.bound();
      await talked(stage);
      await checkAfter('At night', stage, await away(stage, []));
    }),
  );
});
