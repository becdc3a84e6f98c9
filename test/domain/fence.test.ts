import { describe, expect, test } from 'vitest';
import { metresBetween, sightOf } from '../../src/domain/fence.ts';

const fence = { latitude: 29.86, longitude: 107.73, radiusMetres: 500 };
/** So many metres north of the middle. */
const north = (metres: number) => ({ latitude: 29.86 + metres / 111_195.08, longitude: 107.73 });

describe('the distance', () => {
  test.each([
    ['of a degree of latitude', { latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 }, 111_195],
    ['of a degree of longitude at sixty north', { latitude: 60, longitude: 0 }, { latitude: 60, longitude: 1 }, 55_597],
    [
      'of Beijing and Shanghai',
      { latitude: 39.9042, longitude: 116.4074 },
      { latitude: 31.2304, longitude: 121.4737 },
      1_067_000,
    ],
    ['round the earth', { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }, 20_015_115],
    ['of a place to itself', fence, fence, 0],
  ])('%s', (_, a, b, metres) => {
    expect(Math.abs(metresBetween(a, b) - metres)).toBeLessThanOrEqual(Math.max(1, metres / 1000));
    expect(metresBetween(b, a)).toBe(metresBetween(a, b));
  });
});

describe('a point', () => {
  test.each([
    [0, null, 'inside'],
    [499, null, 'inside'],
    [501, null, 'outside'],
    [519, 20, 'inside'],
    [521, 20, 'outside'],
    [699, 200, 'inside'],
    [699, 5000, 'inside'],
    [701, 5000, 'outside'],
  ] as const)('%i m from the middle, exact to %s m, is %s', (metres, accuracy, side) => {
    expect(sightOf(fence, [north(metres)], accuracy)?.side).toBe(side);
  });

  test('outside is so far off as the way to the fence', () => {
    expect(sightOf(fence, [north(1500)], 20)?.metresOff).toBeCloseTo(1000, 0);
    expect(sightOf(fence, [north(100)], 20)?.metresOff).toBe(0);
  });

  test('that may be in two places is inside where one of them is, and else as far off as the nearer one', () => {
    expect(sightOf(fence, [north(9000), north(100)], null)?.side).toBe('inside');
    expect(sightOf(fence, [north(9000), north(1500)], null)?.metresOff).toBeCloseTo(1000, 0);
    expect(sightOf(fence, [], null)).toBeNull();
  });
});
