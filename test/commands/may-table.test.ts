/** The table, cell by cell: every action, by every role, over every place, in every capacity. */
import { describe, expect, test } from 'vitest';
import { actions, isGranted, permissions, type Action, type Permission } from '../../src/commands/may.ts';
import { capacities, roles, scopes, type Role } from '../../src/commands/may-roles.ts';

const letters = { own: 'o', request: 'r', team: 't', village: 'v', township: 'w', unit: 'u', county: 'c' } as const;
const who = { holder: 'H', deputy: 'D', 'named-by-them': 'N' } as const;

/**
 * By hand: the places by their letters, then who: H holders, D deputies whom somebody else named, N those whom the person
 * concerned named. `!` first: nobody to themselves.
 */
const all = 'ortvwuc';
const expected: Record<Action, string> = {
  'see-whereabouts': '! keeper=tvwuc:HDN',
  'see-logs': '! keeper=tvwuc:HDN',
  'see-attendance': '! keeper=tvwuc:HDN office=c:HDN',
  'see-ledger': 'keeper=tvwuc:HDN office=wuc:HDN',
  'see-leave-kind': `chain-seat=${all}:HDN handed-it=r:H answered-it=r:H answered-seat=${all}:H`,
  'see-reason': `self=o:H entered-it=r:H chain-seat=${all}:HDN handed-it=r:H answered-it=r:H answered-seat=${all}:HDN officer=c:HD`,
  'explain-request': `self=o:H entered-it=r:H keeper=tvwuc:HDN chain-seat=${all}:HDN handed-it=r:H answered-it=r:H answered-seat=${all}:HDN officer=c:HDN`,
  'read-own-data': 'self=o:H',
  'who-looked': 'self=o:H',
  'change-own': 'self=o:H',
  object: 'self=o:H',
  nudge: 'self=o:H entered-it=r:H',
  'confirm-attendance': '! keeper=tvwuc:HDN officer=c:HD',
  'ask-leave-for': '! keeper=tvwuc:HDN officer=c:HD',
  answer: `! approver=${all}:HD`,
  settle: '! officer=c:HD',
  'name-approver': '! officer=c:HD',
  transfer: `! approver=${all}:HD waiting-seat=${all}:HD officer=c:HD`,
  'add-approver': `! approver=${all}:HD officer=c:HD`,
  'record-paper': '! officer=c:HD',
  'correct-leave': '! officer=c:HD',
  'receive-filing': `filed-with=${all}:HDN`,
  'name-deputy-for': '! officer=c:H',
  'change-holder': 'officer=c:H',
  invite: '! office=wuc:HDN officer=c:HD',
  'switch-reminder': 'officer=c:HDN',
  'see-platforms': 'officer=c:HDN',
  'bind-group': 'team-leader=t:H keeper=tvwuc:HDN officer=c:HDN',
};

function isExpected(action: Action, role: Role, place: string, capacity: string): boolean {
  const cell = expected[action].split(' ').find((part) => part.startsWith(`${role}=`));
  const [, places = '', holders = ''] = /=(\w+):(\w+)$/.exec(cell ?? '') ?? [];
  return places.includes(place) && holders.includes(capacity);
}

describe('the table of permissions', () => {
  test('grants what was written down by hand, and nothing else', () => {
    let granted = 0;
    for (const action of actions)
      for (const role of roles)
        for (const scope of scopes)
          for (const as of capacities) {
            const is = isGranted(action, { role, scope, as });
            expect(is, `${action} by ${role} over ${scope} as ${as}`).toBe(isExpected(action, role, letters[scope], who[as])); // prettier-ignore
            if (is) granted += 1;
          }
    expect(granted).toBeGreaterThan(100);
  });

  test.each(actions)('says of “%s” whether somebody may do it to themselves', (action) => {
    const { othersOnly }: Permission = permissions[action];
    expect(othersOnly).toBe(expected[action].startsWith('!'));
  });
});
