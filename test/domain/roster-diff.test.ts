import { describe, expect, test } from 'vitest';
import type { Roster, RosterPerson } from '../../src/domain/roster.ts';
import { diffRoster, isSame } from '../../src/domain/roster-diff.ts';
import { sampleRoster } from '../support/sample-roster.ts';

const one = (id: string): RosterPerson => sampleRoster.people.find((p) => p.id === id)!;
const withPeople = (people: readonly RosterPerson[]): Roster => ({ ...sampleRoster, people });
const without = (id: string): Roster => withPeople(sampleRoster.people.filter((p) => p.id !== id));

test('A roster does not differ from itself, in whatever order it is.', () => {
  const reversed: Roster = {
    people: [...sampleRoster.people].reverse(),
    places: [...sampleRoster.places].reverse(),
    seats: [...sampleRoster.seats].reverse().map((s) => ({ ...s, holderIds: [...s.holderIds].reverse() })),
    deputies: [...sampleRoster.deputies].reverse(),
  };
  expect(isSame(diffRoster(sampleRoster, reversed))).toBe(true);
});

describe('What differs is found:', () => {
  test('who is new and who left', () => {
    expect(diffRoster(without('p1'), sampleRoster).people).toEqual({ added: [one('p1')], changed: [], left: [] });
    expect(diffRoster(sampleRoster, without('p1')).people).toEqual({ added: [], changed: [], left: [one('p1')] });
  });

  test('each field of a person, and no other', () => {
    const changed: RosterPerson = { ...one('p1'), name: '新甲', mobile: null, isTeamLeader: true };
    const after = withPeople(sampleRoster.people.map((p) => (p.id === 'p1' ? changed : p)));
    expect(diffRoster(sampleRoster, after).people.changed).toEqual([
      {
        to: changed,
        fields: [
          { field: 'name', from: '示例甲', to: '新甲' },
          { field: 'isTeamLeader', from: null, to: true },
          { field: 'mobile', from: '13900000001', to: null },
        ],
      },
    ]);
  });

  test('places, and fences apart from them', () => {
    const fence = { latitude: 29.5, longitude: 107.5, radiusMetres: 300 };
    const places = sampleRoster.places.map((p) => (p.id === 'v1' ? { ...p, name: '新村', fence } : p));
    const diff = diffRoster(sampleRoster, { ...sampleRoster, places });
    expect(diff.places.changed.map((p) => p.fields)).toEqual([[{ field: 'name', from: '示例一村', to: '新村' }]]);
    expect(diff.fences).toEqual([{ placeId: 'v1', from: null, to: fence }]);
    const moved = places.map((p) => (p.id === 'v1' ? { ...p, fence: { ...fence, radiusMetres: 301 } } : p));
    const again = diffRoster({ ...sampleRoster, places }, { ...sampleRoster, places: moved });
    expect(again.places.changed).toEqual([]);
    expect(again.fences).toHaveLength(1);
  });

  test('who comes to a seat and who goes, with its new name', () => {
    const seats = sampleRoster.seats.map((s) =>
      s.body === '县委组织部' ? { ...s, title: '新部', holderIds: ['p9'] } : s,
    );
    expect(diffRoster(sampleRoster, { ...sampleRoster, seats }).seats).toEqual({
      added: [],
      renamed: [{ body: '县委组织部', scopeId: '', from: '示例县委组织部', to: '新部' }],
      holders: [{ body: '县委组织部', scopeId: '', title: '新部', come: ['p9'], go: ['p8'] }],
    });
  });

  test('a seat that is new with its holder; one that is gone loses its holders; an empty one that is gone is nothing', () => {
    const [seat] = sampleRoster.seats;
    const fewer = { ...sampleRoster, seats: sampleRoster.seats.slice(1) };
    expect(diffRoster(fewer, sampleRoster).seats).toMatchObject({ added: [seat], holders: [{ come: ['p3'], go: [] }] });
    expect(diffRoster(sampleRoster, fewer).seats).toMatchObject({ added: [], holders: [{ come: [], go: ['p3'] }] });
    const empty = { ...sampleRoster, seats: [{ ...seat!, holderIds: [] }, ...sampleRoster.seats.slice(1)] };
    expect(isSame(diffRoster(empty, fewer))).toBe(true);
  });

  test('deputies for other days are others', () => {
    const deputy = { principalId: 'p8', deputyId: 'p9', fromOn: '2026-12-01', toOn: '2026-12-09' } as const;
    const longer = { ...deputy, toOn: '2026-12-10' } as const;
    const before = { ...sampleRoster, deputies: [deputy] };
    expect(diffRoster(before, { ...sampleRoster, deputies: [longer] }).deputies).toEqual({
      added: [longer],
      ended: [deputy],
    });
  });
});
