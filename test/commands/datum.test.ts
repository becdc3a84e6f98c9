import { describe, expect, test } from 'vitest';
import { wgs84Candidates } from '../../src/commands/datum.ts';
import { metresBetween } from '../../src/domain/fence.ts';

/** The same places in both datums: Shanghai, Shenzhen, Beijing. */
const known = [
  {
    wgs: { latitude: 31.1774276, longitude: 121.5272106 },
    gcj: { latitude: 31.17530398364597, longitude: 121.531541859215 },
  },
  {
    wgs: { latitude: 22.543847, longitude: 113.912316 },
    gcj: { latitude: 22.540796131694766, longitude: 113.9171764808363 },
  },
  {
    wgs: { latitude: 39.911954, longitude: 116.377817 },
    gcj: { latitude: 39.91334545536069, longitude: 116.38404722455657 },
  },
];

describe('a point of a Chinese map', () => {
  test.each(known)('is put where it is on the ground', ({ wgs, gcj }) => {
    const [point, ...more] = wgs84Candidates({ ...gcj, datum: 'gcj02' });
    expect(more).toEqual([]);
    expect(metresBetween(point!, wgs)).toBeLessThan(3);
    expect(metresBetween(gcj, wgs)).toBeGreaterThan(300);
  });

  test('outside China is not moved', () => {
    const paris = { latitude: 48.8584, longitude: 2.2945 };
    expect(wgs84Candidates({ ...paris, datum: 'gcj02' })).toEqual([paris]);
  });
});

test('a point of a satellite’s datum is left alone, and one of an unknown datum is read both ways', () => {
  const { wgs, gcj } = known[0]!;
  expect(wgs84Candidates({ ...gcj, datum: 'wgs84' })).toEqual([gcj]);
  const [asGiven, shifted] = wgs84Candidates({ ...gcj, datum: 'unknown' });
  expect(asGiven).toEqual(gcj);
  expect(metresBetween(shifted!, wgs)).toBeLessThan(3);
});
