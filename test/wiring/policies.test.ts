/** The shelf of a service: held, and made anew when the imported texts of the database are others. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PolicyAsker } from '../../src/domain/policy-asking.ts';
import type { Database } from '../../src/store/database.ts';
import { keepPolicyTexts, removePolicyText, type ImportedText } from '../../src/store/policy-texts.ts';
import { openKeptPolicyShelf, openPolicyShelf } from '../../src/wiring/policies.ts';
import { keepPolicyShelf, type ReloadDeps } from '../../src/wiring/policy-reload.ts';
import { textOf, unit } from '../answers/small-shelf.ts';
import { fengdu } from '../commands/facts.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';

const bees = (animal: string): ImportedText => ({
  ...textOf('text-bees', [unit('第一条', `示例：${animal}养殖由示例单位登记。`)], { title: '示例养殖办法' }),
  ...{ hash: animal, fileName: '示例.txt' },
});
const asker: PolicyAsker = {
  ...{ packs: [], post: null, dispatchLevel: null, isTeamLeader: null },
  ...{ on: '2026-11-23', before: null, faq: [] },
};

let county: OpenedCounty;
let folder: string;
let tick: () => void;
let reloads: number[];
let failures: unknown[];
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.sql('DELETE FROM policy_text');
  [reloads, failures] = [[], []];
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-policies-'));
  return () => rmSync(folder, { recursive: true });
});
afterAll(() => county.close());

const deps = (): ReloadDeps => ({
  folder: path.join(folder, 'policy-index'),
  reloaded: (texts) => void reloads.push(texts),
  failed: (error) => void failures.push(error),
  every: (given) => {
    tick = given;
    return { stop: () => (tick = () => undefined) };
  },
});

/** How many statements were put to it. */
function counting(db: Database): { readonly db: Database; asked: () => number } {
  let asked = 0;
  const watched = new Proxy(db, {
    get(target, name) {
      if (name === '$queryRaw') asked += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  return { db: watched, asked: () => asked };
}

describe('the shelf of a service', () => {
  test('texts that come, change and go are answered from after the next tick; a tick without a change reads nothing', async () => {
    const { db, asked } = counting(county.db);
    const { shelf, stop } = await keepPolicyShelf(db, deps());
    const desk = shelf.deskFor(fengdu);
    const quoted = (): string => JSON.stringify(desk.ask('养殖在哪登记', asker));
    expect(shelf.knows('text-bees')).toBe(false);

    await keepPolicyTexts(county.db, [bees('中蜂')], 1_000);
    expect(shelf.knows('text-bees')).toBe(false);
    tick();
    await expect.poll(() => reloads).toEqual([1]);
    expect(shelf.knows('text-bees')).toBe(true);
    expect(quoted()).toContain('中蜂养殖由示例单位登记');
    const [file] = readdirSync(path.join(folder, 'policy-index'));

    const before = asked();
    for (let n = 0; n < 5; n += 1) quoted();
    expect(asked()).toBe(before);
    tick();
    await expect.poll(asked).toBe(before + 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([asked(), reloads]).toEqual([before + 1, [1]]);

    await keepPolicyTexts(county.db, [bees('山羊')], 2_000);
    tick();
    await expect.poll(() => reloads).toEqual([1, 1]);
    expect(quoted()).toContain('山羊养殖由示例单位登记');
    expect(quoted()).not.toContain('中蜂');
    expect(readdirSync(path.join(folder, 'policy-index'))).not.toContain(file);

    await removePolicyText(county.db, 'text-bees');
    tick();
    await expect.poll(() => reloads).toEqual([1, 1, 0]);
    expect(shelf.knows('text-bees')).toBe(false);
    await stop();
    expect(failures).toEqual([]);
  });

  test('a database that fails is told, the old texts answer, and the next tick tries again', async () => {
    await keepPolicyTexts(county.db, [bees('中蜂')], 1_000);
    let isDown = false;
    const failing = new Proxy(county.db, {
      get: (target, name) =>
        isDown && name === '$queryRaw'
          ? () => Promise.reject(new Error('down'))
          : (Reflect.get(target, name) as unknown),
    });
    const { shelf, stop } = await keepPolicyShelf(failing, deps());
    await removePolicyText(county.db, 'text-bees');
    isDown = true;
    tick();
    await expect.poll(() => failures).toHaveLength(1);
    expect(shelf.knows('text-bees')).toBe(true);
    isDown = false;
    tick();
    await expect.poll(() => reloads).toEqual([0]);
    expect(shelf.knows('text-bees')).toBe(false);
    await stop();
  });
});

test('while another shelf is made the old one answers; what was asked for last counts', async () => {
  const shelf = await openKeptPolicyShelf([bees('中蜂')], null);
  const many = {
    ...bees('山羊'),
    units: Array.from({ length: 3_000 }, (_, n) => unit(`第${n}条`, '示例：山羊登记。'.repeat(9))),
  };
  const first = shelf.replace([many]);
  expect(JSON.stringify(shelf.deskFor(fengdu).ask('中蜂养殖在哪登记', asker))).toContain('中蜂养殖由');
  const last = shelf.replace([]);
  await Promise.all([first, last]);
  expect(shelf.knows('text-bees')).toBe(false);
});

test('a shelf that is made at once answers the same', async () => {
  const asked = {
    ...{ question: '中蜂养殖在哪登记', books: ['text-bees'], above: [], compares: false, on: '2026-11-23' as const },
    concerned: { post: null, dispatchLevel: null, isTeamLeader: null },
  };
  const kept = await openKeptPolicyShelf([bees('中蜂')], folder);
  expect(openPolicyShelf([bees('中蜂')]).ask(asked)).toEqual(kept.ask(asked));
});
