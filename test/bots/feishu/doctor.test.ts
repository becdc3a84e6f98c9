import { describe, expect, it } from 'vitest';
import type { Config } from '../../../bots/feishu/config.ts';
import { examine } from '../../../bots/feishu/doctor.ts';
import { DOCTOR, SCOPE_WORDS } from '../../../bots/feishu/render.ts';
import { SECRETS, stage } from './stage.ts';
import type { Stage } from './stage.ts';

const configOf = ({ feishu }: Stage, more: Partial<Config> = {}): Config => ({
  appId: feishu.appId,
  appSecret: feishu.appSecret,
  domain: feishu.url,
  webhook: null,
  ...more,
});
const hookOf = ({ adapter }: Stage) => ({ ...SECRETS, host: '127.0.0.1', port: Number(new URL(adapter.url!).port) });

describe('the doctor', () => {
  it('finds nothing wrong where all is well', async () => {
    const at = await stage({ road: 'long connection' });
    expect(await examine(configOf(at))).toEqual([
      DOCTOR.appFine,
      DOCTOR.clockFine,
      DOCTOR.botFine,
      DOCTOR.scopesFine,
      DOCTOR.groupMentions,
      DOCTOR.longFine,
    ]);
    expect(at.feishu.connections.count).toBe(1);
  });

  it('says that the platform is out of reach, or refuses the app, and looks no further', async () => {
    const at = await stage();
    expect(await examine(configOf(at, { appSecret: 'another-secret' }))).toEqual([DOCTOR.appRefused]);
    await at.feishu.down();
    expect(await examine(configOf(at))).toEqual([DOCTOR.unreachable(at.feishu.url)]);
  });

  it('measures the clock by the platform’s', async () => {
    const at = await stage();
    const slow = await examine(configOf(at, { now: () => Date.now() - 300_000 }));
    expect(slow[1]?.what).toMatch(/相差 (299|300|301) 秒（本机偏慢）/);
  });

  it('names each scope that is missing, with what it is for, and tells who hears a whole group', async () => {
    const at = await stage();
    at.feishu.grant('im:resource', false);
    at.feishu.grant('contact:user.id:readonly', false);
    at.feishu.grant('im:message.group_msg', true);
    const found = await examine(configOf(at));
    expect(found).toContainEqual(DOCTOR.scopeMissing('im:resource', SCOPE_WORDS['im:resource']));
    expect(found.filter(({ what }) => what.includes('缺少权限'))).toHaveLength(2);
    expect(found).toContainEqual(DOCTOR.groupAll);
    expect(found).not.toContainEqual(DOCTOR.scopesFine);
  });

  it('asks the running webhook for the console’s word', async () => {
    const at = await stage();
    const webhook = hookOf(at);
    const look = async (hook: typeof webhook) => (await examine(configOf(at, { webhook: hook }))).slice(5);
    expect(await look(webhook)).toEqual([DOCTOR.hookFine, DOCTOR.hookOutside]);
    const where = `127.0.0.1:${String(webhook.port)}`;
    expect(await look({ ...webhook, encryptKey: 'another-key' })).toEqual([DOCTOR.hookOtherKeys(where)]);
    await at.adapter.stop();
    expect(await look(webhook)).toEqual([DOCTOR.hookSilent(where)]);
  });
});
