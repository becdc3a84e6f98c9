/** Groups of teams and accounts on platforms besides the web chat, through the whole core. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { workBatch } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { apply } from '../../src/store/apply.ts';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { inTransaction, VersionConflict } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf } from '../../src/store/store.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, resultOf, wednesday, type OpenedCounty } from '../store/opened-county.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty(sampleCountyWithOfficer);
});
beforeEach(async () => {
  await county.clear();
  await county.sql(`DELETE FROM chat_group WHERE platform <> 'web'`);
  await county.sql(`UPDATE person SET is_team_leader = (id = 'p2'), mobile = '1380000000' || right(id, 1)`);
  // p1 … p11 on Telegram, beside their web accounts.
  await county.sql(
    `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation)
     SELECT county, 'telegram:' || id, 'telegram', 'u-' || id, id, 'd-tg-' || id FROM person`,
  );
});
afterAll(() => county.close());

const group = { platform: 'telegram', chatKind: 'group', conversation: '-100200' } as const;
let now = wednesday;
async function work(): Promise<void> {
  const log = pino({ level: 'silent' });
  const parts = { rules: fengdu, settings: defaultSettings, makeFiles: async () => [] };
  const deps = { ...parts, store: storeOf(county.db), now: () => now, at: () => undefined, log, batch: 64 };
  while ((await workBatch(deps)) > 0);
}
/** What is sent because of it, as `conversation text`. */
async function hear(personId: string, text: string, more: Partial<StoredMessage> = {}): Promise<string[]> {
  const [last] = await county.sql<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM outbox');
  await keepMessage(county.db, messageFrom(personId, { ...group, senderId: `u-${personId}`, mentionsBot: true, text, ...more })); // prettier-ignore
  await work();
  const rows = await county.sql<{ s: string }>(
    `SELECT conversation || ' ' || (payload ->> 'text') AS s FROM outbox WHERE id > $1 ORDER BY id`,
    [last!.id],
  );
  return rows.map((r) => r.s);
}
const groups = (): Promise<{ platform: string; conversation: string; team_id: string }[]> =>
  county.sql(`SELECT platform, conversation, team_id FROM chat_group WHERE platform <> 'web' ORDER BY conversation`);
const bound = { platform: 'telegram', conversation: '-100200', team_id: 'team-v1' };
const bind = '绑定本群 示例一村工作队';

describe('绑定本群', () => {
  test.each([
    ['p2', 'leads the team'],
    ['p3', 'keeps its attendance'],
    ['p11', 'is the officer'],
  ])('by %s, who %s, makes it the team’s', async (personId) => {
    expect(await hear(personId, bind)).toEqual([
      '-100200 本群已绑定示例一村驻村工作队，以后队里的通知发到这里。要取消，@我发“解绑本群”。',
    ]);
    expect(await groups()).toEqual([bound]);
    expect(await county.sql(`SELECT verb, person_id FROM audit_entry WHERE subject LIKE 'group:%'`)).toEqual([
      { verb: 'bind-group', person_id: personId },
    ]);
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
  });

  test.each([
    ['p1', 'is in the team and no more'],
    ['p4', 'leads and keeps another team'],
    ['p6', 'approves for the township'],
  ])('by %s, who %s, is refused', async (personId) => {
    expect(await hear(personId, bind)).toEqual(['-100200 本群的绑定由队长、考勤人或县级经办人来办。']);
    expect(await groups()).toEqual([]);
  });

  test('by a stranger is not answered', async () => {
    expect(await hear('p3', bind, { senderId: 'nobody' })).toEqual([]);
    expect(await groups()).toEqual([]);
  });

  test('needs no name where somebody answers for one team', async () => {
    await hear('p3', '绑定本群');
    await hear('p4', '绑定本群', { conversation: '-100300' });
    expect(await groups()).toEqual([bound, { ...bound, conversation: '-100300', team_id: 'team-t1' }]);
  });

  test.each(['绑定本群 示例一村', '绑定本群：示例一村驻村工作队', '绑定本群示例一村工作队', '绑定这个群 示例一村'])(
    'knows the team by “%s”',
    async (text) => {
      await hear('p11', text);
      expect(await groups()).toEqual([bound]);
    },
  );

  test('asks the officer, who answers for all, which team is meant', async () => {
    expect(await hear('p11', '绑定本群')).toEqual([expect.stringContaining('绑定哪个工作队')]);
  });

  test('says so where no team has that name', async () => {
    expect(await hear('p3', '绑定本群 示例九村工作队')).toEqual([
      expect.stringContaining('花名册里没有示例九村工作队'),
    ]);
  });

  test('twice changes nothing; to another team it wants the first let go', async () => {
    await hear('p3', bind);
    expect(await hear('p2', bind)).toEqual([expect.stringContaining('本群已绑定示例一村驻村工作队')]);
    expect(await hear('p4', '绑定本群')).toEqual([expect.stringContaining('本群现在是示例一村驻村工作队的')]);
    expect(await groups()).toEqual([bound]);
    expect(await county.sql(`SELECT verb FROM audit_entry WHERE verb = 'bind-group'`)).toHaveLength(1);
  });

  test('without speaking to the bot is somebody’s talk', async () => {
    expect(await hear('p3', bind, { mentionsBot: false })).toEqual([]);
    expect(await groups()).toEqual([]);
  });

  test('in a direct chat is told where to say it', async () => {
    const direct = { chatKind: 'direct', conversation: 'd-tg-p3' } as const;
    expect(await hear('p3', bind, direct)).toEqual([expect.stringContaining('请在要绑定的群里@我发')]);
    expect(await groups()).toEqual([]);
  });

  test('edited or forwarded binds nothing', async () => {
    await hear('p3', bind, { edited: true });
    await hear('p3', bind, { forwarded: true });
    expect(await groups()).toEqual([]);
  });

  test('of a group that the roster keeps is refused', async () => {
    const web = { platform: 'web', conversation: 'g-g2', senderId: 'web-p3' };
    expect(await hear('p3', bind, web)).toEqual([expect.stringContaining('由花名册管理')]);
    expect(await hear('p4', '解绑本群', { ...web, senderId: 'web-p4' })).toEqual([
      expect.stringContaining('由花名册管理'),
    ]);
  });

  test('at the same time as somebody else’s for another team is decided anew', async () => {
    const effect = { effect: 'bind-group', groupId: 'x1', ...group, title: '', teamId: 'team-v1' } as const;
    const other = { ...effect, groupId: 'x2', teamId: 'team-t1' };
    const put = (e: typeof effect | typeof other): Promise<void> =>
      inTransaction(county.db, (tx) => apply(tx, 'demo', [resultOf(1n, 'p3', [e])], now));
    await put(effect);
    await expect(put(other)).rejects.toThrow(VersionConflict);
    expect(await groups()).toEqual([bound]);
  });
});

describe('what the team is told', () => {
  const direct = (personId: string, text: string): Promise<string[]> =>
    hear(personId, text, { chatKind: 'direct', conversation: `d-tg-${personId}` });
  /** p1 is away from the 8th on; what the groups hear of it. */
  async function announced(): Promise<string[]> {
    await direct('p1', '请假 12.8-12.9 家里有事');
    await direct('p1', '确认');
    const heard = await direct('p6', '同意');
    return heard.filter((s) => !s.startsWith('d-'));
  }

  test('is said in its groups on every platform', async () => {
    await hear('p3', bind);
    expect(await announced()).toEqual([
      expect.stringMatching(/^-100200 .*示例甲/),
      expect.stringMatching(/^g-g1 .*示例甲/),
    ]);
  });

  test('is no longer said in one that was let go', async () => {
    await hear('p3', bind);
    expect(await hear('p1', '解绑本群')).toEqual([expect.stringContaining('由队长')]);
    expect(await hear('p2', '解绑本群')).toEqual([expect.stringContaining('本群已与示例一村驻村工作队解绑')]);
    expect(await groups()).toEqual([]);
    expect(await hear('p2', '解绑本群')).toEqual([expect.stringContaining('本群没有绑定工作队')]);
    expect(await announced()).toEqual([expect.stringMatching(/^g-g1 .*示例甲/)]);
  });
});

describe.each(['telegram', 'feishu'])('an account on %s', (platform) => {
  const direct = {
    platform,
    chatKind: 'direct',
    conversation: 'd-new',
    senderId: 'ou_new',
    mentionsBot: false,
  } as const;
  const codeOf = async (): Promise<string> => {
    const [text = ''] = await hear('p11', '邀请 示例甲', { chatKind: 'direct', conversation: 'd-tg-p11' });
    return / ([0-9A-Z]{8})$/.exec(text)?.[1] ?? '';
  };
  const accounts = (): Promise<object[]> =>
    county.sql(
      `SELECT platform, user_id, direct_conversation AS chat FROM account WHERE person_id = 'p1' ORDER BY platform, user_id`,
    );
  beforeEach(() => county.sql(`DELETE FROM account WHERE platform = 'telegram' AND person_id = 'p1'`));

  test('is bound with its own direct chat, and the web one stays', async () => {
    const answers = await hear('p1', `绑定 示例甲 尾号0001 ${await codeOf()}`, direct);
    expect(answers[0]).toContain('d-new 示例甲（驻村工作队员）您好，已绑定');
    expect(await accounts()).toEqual([
      { platform, user_id: 'ou_new', chat: 'd-new' },
      { platform: 'web', user_id: 'web-p1', chat: 'd-web-p1' },
    ]);
    expect((await hear('p1', '打卡', direct))[0]).toMatch(/^d-new 已打卡/);
  });

  test('takes the place of another one on the same platform', async () => {
    await hear('p1', `绑定 示例甲 尾号0001 ${await codeOf()}`, direct);
    const again = { ...direct, senderId: 'ou_newer', conversation: 'd-newer' };
    const answers = await hear('p1', `绑定 示例甲 尾号0001 ${await codeOf()}`, again);
    expect(answers.map((s) => s.split(' ')[0]).sort()).toEqual(['d-new', 'd-newer', 'd-web-p1']);
    expect(await accounts()).toEqual([
      { platform, user_id: 'ou_newer', chat: 'd-newer' },
      { platform: 'web', user_id: 'web-p1', chat: 'd-web-p1' },
    ]);
  });
});

describe('somebody who can’t be written to alone', () => {
  beforeEach(async () => {
    await county.sql(`UPDATE account SET direct_conversation = NULL WHERE person_id = 'p1'`);
  });
  afterAll(() => county.sql(`UPDATE account SET direct_conversation = 'd-web-p1' WHERE id = 'web-p1'`));

  test('is told in the group how to open a direct chat, once a day, and nothing personal', async () => {
    const [line, ...more] = await hear('p1', '我的');
    expect([line?.startsWith('-100200 答复只能私下给'), more]).toEqual([true, []]);
    expect(await hear('p1', '我的')).toEqual([]);
    now = wednesday + 86_400_000;
    const tomorrow = { sentAt: now, receivedAt: now };
    expect(await hear('p1', '我的', tomorrow)).toHaveLength(1);
    now = wednesday;
  });

  test('has done what they said all the same', async () => {
    await hear('p1', '打卡');
    expect(await county.sql(`SELECT 1 FROM attendance WHERE person_id = 'p1'`)).toHaveLength(1);
  });

  test('can be from their first message there on', async () => {
    await hear('p1', '帮助', { chatKind: 'direct', conversation: 'd-tg-p1' });
    expect((await hear('p1', '我的')).map((s) => s.split(' ')[0])).toEqual(['-100200', 'd-tg-p1']);
    expect(await county.sql(`SELECT direct_conversation AS c FROM account WHERE id = 'web-p1'`)).toEqual([{ c: null }]);
  });
});
