/** Who approves a leave under each of the five regulations, from what the chat knows; and the table of it in docs/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LEAVE_CHAINS, leaveChains } from '../../scripts/leave-chains.ts';
import { DURATIONS } from '../../src/cli/rules-leave-table.ts';
import type { LeaveDecision, LeaveFacts, Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { leaveFacts } from './leave-facts.ts';
import { PACKS } from './small-packs.ts';

const loaded = new Map<string, Rules>();
function rules(name: string): Rules {
  const isCounty = name.startsWith('sample-');
  const choice = isCounty ? { overlay: join(PACKS, 'counties', `${name}.yaml`) } : { packs: [name] };
  const found = loaded.get(name) ?? loadRules(PACKS, choice);
  loaded.set(name, found);
  return found;
}
const leave = (name: string, more: Partial<LeaveFacts>): LeaveDecision => rules(name).leave(leaveFacts(more));

/** 镇长|书记 means either, 组织部+单位 both; steps are apart by spaces. */
const chainOf = (decision: LeaveDecision): string =>
  'steps' in decision
    ? decision.steps.map(({ bodies, mode }) => bodies.map((b) => b.name).join(mode === 'all' ? '+' : '|')).join(' ')
    : '';
const filingsOf = (decision: LeaveDecision): string[] =>
  'filings' in decision ? decision.filings.map(({ text }) => text) : [];
const copiesOf = (decision: LeaveDecision): string[] =>
  'filings' in decision ? decision.filings.flatMap(({ bodies }) => bodies.map(({ name }) => name)) : [];
const provisionsOf = ({ citations }: LeaveDecision): string[] => citations.map(({ provision }) => provision);

describe('under 丰都', () => {
  const posts = ['驻村第一书记', '驻村工作队员', '驻乡工作队队长', '驻乡工作队员', '产业指导员'];
  const secretary = '乡镇（街道）党（工）委书记';
  const both = '县委组织部+派出单位';

  test.each(posts.flatMap((post) => ['市派', '县派'].map((level) => [post, level] as const)))(
    '%s (%s): the secretary to three days, above that two bodies together',
    (post, dispatchLevel) => {
      const chains = DURATIONS.map((days) =>
        chainOf(leave('fengdu-2021', { post, dispatchLevel, days, isTeamLeader: true })),
      );
      expect(chains).toEqual(DURATIONS.map((days) => (days <= 3 ? secretary : both)));
    },
  );

  test('a short leave is filed, a long one is not; either says that leave is not the rule', () => {
    const [short, long] = [3, 3.5].map((days) => leave('fengdu-2021', { days }));
    expect(short).toMatchObject({ verdict: 'approve', notes: ['原则上不请假，确有特殊情况才申请。'], countedDays: 3 });
    expect(filingsOf(short!)).toEqual(['审批后备案（受理机关原文未写明）']);
    expect(copiesOf(short!)).toEqual(['县乡村振兴局']);
    expect(filingsOf(long!)).toEqual([]);
    expect([short, long].map((d) => provisionsOf(d!))).toEqual([['FD-09c'], ['FD-09d']]);
  });

  test('without a reason asks for one, the chain shown', () => {
    const decision = leave('fengdu-2021', { reason: null, days: 4 });
    expect(decision).toMatchObject({ verdict: 'need-info', missing: ['请假事由（说明有何特殊情况）'] });
    expect(chainOf(decision)).toBe(both);
  });
});

describe('under 西安', () => {
  const either = '镇（街办）党委书记|镇长';
  const county = '镇（街办） 县级驻村工作领导小组';
  const street = '镇（街办）党委书记|街办主任';
  const leader = (days: number): string => (days <= 7 ? either : county);
  const member = (days: number): string => (days <= 3 ? '驻村工作队队长' : `驻村工作队队长 ${either}`);

  test.each<[string, boolean | null, (days: number) => string]>([
    ['驻村工作队队长', null, leader],
    ['驻村工作队队长', false, leader],
    ['驻村第一书记', true, leader],
    ['驻村第一书记', false, member],
    ['驻村干部', null, member],
    ['驻村干部', false, member],
    ['驻村干部', true, leader],
  ])('%s who leads the team (%j) goes the one way or the other', (post, isTeamLeader, chain) => {
    for (const dispatchLevel of ['省派', '市派', '县派', null]) {
      const chains = DURATIONS.map((days) =>
        chainOf(leave('xian-2018', { post, isTeamLeader, days, dispatchLevel, township: '示例镇' })),
      );
      expect(chains).toEqual(DURATIONS.map(chain));
    }
  });

  test('a first secretary of whom it is not known is asked whether they lead the team', () => {
    expect(leave('xian-2018', { post: '驻村第一书记' })).toMatchObject({
      verdict: 'need-info',
      missing: ['是否兼任队长'],
      steps: [],
      say: '第一书记兼任队长的按队长办，没有兼任的按队员办；请先说明是否兼任',
    });
  });

  test.each([
    ['驻村工作队队长', 7, '示例街办', street],
    ['驻村干部', 3.5, '示例街道办事处', `驻村工作队队长 ${street}`],
  ])('%s of a street office: its director instead of the mayor, flagged', (post, days, township, chain) => {
    const decision = leave('xian-2018', { post, days, township });
    expect(chainOf(decision)).toBe(chain);
    expect(decision).toMatchObject({ verdict: 'approve', flags: ['原文只写镇长；街办按街办主任办理，请核对'] });
    expect(leave('xian-2018', { post, days, township: null })).toMatchObject({ flags: [] });
  });

  test('the approver records leave and return', () => {
    expect(filingsOf(leave('xian-2018', { post: '驻村干部' }))).toEqual(['准假单位记录请销假情况']);
  });

  test('a household-paired cadre is not covered, and is told by which article', () => {
    const decision = leave('xian-2018', { post: '联户干部' });
    expect(decision).toMatchObject({ verdict: 'not-covered', why: 'no-row' });
    expect(decision.say).toContain('第二十条');
    expect(provisionsOf(decision)).toEqual(['XA-16c', 'XA-20']);
  });

  test('a county that takes a week for five days sends the sixth day up', () => {
    const chains = [5, 5.5].map((days) => chainOf(leave('sample-xian', { post: '驻村工作队队长', days })));
    expect(chains).toEqual([either, county]);
  });
});

describe('under 驻马店', () => {
  test.each(['驻村工作队队长', '驻村第一书记', '驻村工作队员'])('%s asks in the chat, which is in writing', (post) => {
    const committee = '乡镇（街道）党（工）委';
    const three = '县（区）党委组织部+县（区）乡村振兴局+派出单位';
    const decisions = DURATIONS.map((days) => leave('zhumadian-2022', { post, days, isTeamLeader: true }));
    expect(decisions.map(chainOf)).toEqual(DURATIONS.map((days) => (days <= 7 ? committee : three)));
    expect(copiesOf(decisions[0]!)).toEqual(['县（区）党委组织部', '县（区）乡村振兴局']);
    expect(filingsOf(decisions.at(-1)!)).toEqual(['批准部门登记备案']);
    expect(new Set(decisions.map(({ verdict }) => verdict))).toEqual(new Set(['approve']));
  });
});

describe('where the county has to say how', () => {
  test.each([
    ['chongqing-2023', 'CQ-11b', []],
    ['yulin-2021', 'YL-7-2-3b', ['请假多于 30 天：同级驻村队伍管理办公室把人召回，让派出单位换人。']],
  ])('%s alone has no chain for any leave, and says so', (pack, provision, notes) => {
    for (const days of DURATIONS) {
      const decision = leave(pack, { days });
      expect(decision).toMatchObject({ verdict: 'needs-local-rule', notes, countedDays: days });
      expect(provisionsOf(decision)).toEqual([provision]);
      expect(decision.say).toContain('县');
    }
  });

  test('a county of 榆林 with a rule of its own has a chain, from the day on which that begins', () => {
    const secretary = '乡镇（街道）党（工）委书记';
    const chains = DURATIONS.map((days) => chainOf(leave('sample-yulin', { days })));
    expect(chains).toEqual(
      DURATIONS.map((days) =>
        days <= 3 ? secretary : days <= 10 ? `${secretary}+派出单位` : `${secretary}+派出单位 县委组织部`,
      ),
    );
    expect(leave('sample-yulin', { fromOn: '2021-08-31', toOn: '2021-09-02', days: 3 }).verdict).toBe(
      'needs-local-rule',
    );
  });
});

describe('docs/leave-chains.md', () => {
  const written = readFileSync(LEAVE_CHAINS, 'utf8');

  test('is what the packs say today (npm run docs:leave)', async () => {
    expect(written).toBe(await leaveChains());
  });

  test('names every duration for every post of every section', () => {
    const sections = written.split('\n## ').slice(1);
    expect(sections).toHaveLength(6);
    for (const section of sections) {
      const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.includes('---'));
      const [head = [], ...cells] = rows.map((row) => row.split('|').map((cell) => cell.trim()));
      const at = head.indexOf('天数');
      const days = new Map<string, Set<string>>();
      for (const row of cells)
        for (const post of row[1]!.split('、'))
          days.set(post, new Set([...(days.get(post) ?? []), ...row[at]!.split('、')]));
      expect(days.size).toBeGreaterThan(1);
      for (const [post, named] of days)
        expect([post, [...named].map(Number).sort((a, b) => a - b)]).toEqual([post, DURATIONS]);
    }
  });
});
