import { describe, expect, test } from 'vitest';
import { owedOn } from '../../src/duties/owed.ts';
import { cadre, clerk, duty, on, rulesWith, worldWith } from './small-county.ts';

const people = [
  cadre('a', { isTeamLeader: true }),
  cadre('b', { post: '驻村队员', unitId: 'u2' }),
  cadre('c', { post: '书记', teamId: 'team2', villageId: 'v2', townshipId: 't2', dispatchLevel: '市派' }),
  cadre('d', { teamId: 'team2', villageId: 'v2', townshipId: 't2', unitId: 'u2' }),
  clerk('x'),
  clerk('y'),
];
const seats = [
  { body: '县办', scopeId: '', title: '', holderIds: ['y', 'x'] },
  { body: '乡镇', scopeId: 't1', title: '', holderIds: ['x'] },
  { body: '队部', scopeId: 'team2', title: '', holderIds: ['c'] },
];
const world = worldWith(people, { seats });

/** Who owes it and who is reminded, as `team:team1→a`. */
function owing(by: readonly string[], terms: Parameters<typeof duty>[1] = {}): string[] {
  const rules = rulesWith([duty('X-1.0', { every: 'month', ...terms }, { by })]);
  return owedOn(rules, world, on('2026-12-01'))
    .filter(({ fromOn }) => fromOn === '2026-12-01')
    .map(({ debtor, peopleIds, teamId }) => {
      const who = debtor.is === 'body' ? `${debtor.body}@${debtor.scopeId}` : 'id' in debtor ? debtor.id : debtor.body;
      return `${debtor.is}:${who}→${peopleIds.join(',')}${teamId === null ? '' : ` (${teamId})`}`;
    });
}

describe('Who owes a duty', () => {
  test.each([
    ['each with the post, under any of its names', ['队员'], ['person:a→a', 'person:b→b', 'person:d→d']],
    ['each of a group', ['派驻人员'], ['person:a→a', 'person:c→c', 'person:d→d']],
    ['each cadre of the county, where the word is oneself', ['本人'], ['person:a→a', 'person:b→b', 'person:c→c', 'person:d→d']],
    ['a team, through its leader, or its first post', ['工作队'], ['team:team1→a (team1)', 'team:team2→c (team2)']],
    ['an office of the county, in the order of the roster', ['县办'], ['body:县办@→x,y']],
    ['an office of each township that has cadres', ['乡镇'], ['body:乡镇@t1→x', 'body:乡镇@t2→']],
    ['each village that has cadres', ['村委'], ['body:村委@v1→', 'body:村委@v2→']],
    ['each unit that has cadres', ['单位'], ['body:单位@u1→', 'body:单位@u2→']],
    ['a seat of each team', ['队部'], ['body:队部@team1→ (team1)', 'body:队部@team2→c (team2)']],
    ['a body outside the county, of which nobody is here', ['市办'], ['outside:市办→']],
    ['a group of which nothing is known', ['空队'], ['outside:空队→']],
    ['each once, where several words mean them', ['派驻人员', '队员'], ['person:a→a', 'person:c→c', 'person:d→d', 'person:b→b']],
  ])('is %s', (_, by, expected) => {
    expect(owing(by)).toEqual(expected);
  }); // prettier-ignore

  test('is whom its condition holds for: a team by its leader, a place by any of its cadres', () => {
    const when = { dispatch_level: { is: '市派' } };
    expect(owing(['派驻人员'], { when })).toEqual(['person:c→c']);
    expect(owing(['工作队'], { when })).toEqual(['team:team2→c (team2)']);
    expect(owing(['单位'], { when })).toEqual(['body:单位@u1→']);
    expect(owing(['乡镇'], { when })).toEqual(['body:乡镇@t2→']);
  });

  test('is never the whole of a team that has no leader', () => {
    const rules = rulesWith([duty('X-1.0', { every: 'month' }, { by: ['工作队'] })]);
    const [owed] = owedOn(rules, worldWith([cadre('a'), cadre('b'), cadre('c')]), on('2026-12-01'));
    expect(owed?.peopleIds).toEqual(['a']);
  });
});

describe('Who is not there', () => {
  const owedBy = (about: Parameters<typeof cadre>[1], day: string): unknown =>
    owedOn(rulesWith([duty('X-1.0', { every: 'month' })]), worldWith([cadre('a', about)]), on(day)).map(
      ({ fromOn, flags }) => [fromOn, flags.length],
    );

  test.each([
    ['has left that day', { leftOn: on('2026-12-10') }, '2026-12-10', []],
    ['leaves tomorrow', { leftOn: on('2026-12-11') }, '2026-12-10', [['2026-11-01', 0], ['2026-12-01', 0]]],
    ['had the last day of the term yesterday', { termTo: on('2026-12-09') }, '2026-12-10', []],
    ['has the last day of the term', { termTo: on('2026-12-10') }, '2026-12-10', [['2026-11-01', 0], ['2026-12-01', 0]]],
    ['comes tomorrow', { termFrom: on('2026-12-11') }, '2026-12-10', []],
    ['came within the month: flagged, and nothing of the month before', { termFrom: on('2026-12-10') }, '2026-12-10', [['2026-12-01', 1]]],
    ['came on its first day', { termFrom: on('2026-12-01') }, '2026-12-10', [['2026-12-01', 0]]],
    ['came within the month before', { termFrom: on('2026-11-30') }, '2026-12-10', [['2026-11-01', 1], ['2026-12-01', 0]]],
  ])('%s', (_, about, day, expected) => {
    expect(owedBy(about, day)).toEqual(expected);
  }); // prettier-ignore

  test('keeps no place for its body', () => {
    const rules = rulesWith([duty('X-1.0', { every: 'month' }, { by: ['单位'] })]);
    expect(owedOn(rules, worldWith([cadre('a', { leftOn: on('2026-11-01') })]), on('2026-12-01'))).toEqual([]);
  });

  test('is not reminded for a seat', () => {
    const rules = rulesWith([duty('X-1.0', { every: 'year' }, { by: ['县办'] })]);
    const gone = worldWith([{ ...clerk('x'), leftOn: on('2026-12-01') }, clerk('y')], { seats });
    expect(owedOn(rules, gone, on('2026-12-01'))[0]?.peopleIds).toEqual(['y']);
  });
});
