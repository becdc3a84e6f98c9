import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locationOf } from '../../../bots/wechat/location.ts';
import { SharedLocation } from '../../../src/chat/message.ts';
import { locationXml } from './samples.ts';

const place = { latitude: 29.86, longitude: 107.73, name: '示例村委会', address: '示例镇', accuracy: 12 };
const xml = locationXml('x="29.86" y="107.73" label="示例镇示例村" poiname="示例村委会"');

describe('A shared place', () => {
  test('is what the wire says it is', () => {
    expect(locationOf({ place, text: '' })).toEqual({
      latitude: 29.86,
      longitude: 107.73,
      datum: 'gcj02',
      accuracyMetres: 12,
      live: false,
      name: '示例村委会',
    });
  });

  test('is what the XML says where the wire has none, with x for the latitude', () => {
    expect(locationOf({ place: null, text: xml })).toMatchObject({
      latitude: 29.86,
      longitude: 107.73,
      accuracyMetres: null,
      name: '示例村委会',
    });
  });

  test.each([
    ['0,0', { ...place, latitude: 0, longitude: 0 }],
    ['nearly 0,0', { ...place, latitude: 1e-9, longitude: -1e-9 }],
    ['out of range', { ...place, latitude: 107.73, longitude: 29.86 }],
    ['no number', { ...place, latitude: NaN }],
  ])('is what the XML says where the wire says %s', (_, lost) => {
    expect(locationOf({ place: lost, text: xml })).toMatchObject({ latitude: 29.86, longitude: 107.73 });
    expect(locationOf({ place: lost, text: '' })).toBeNull();
  });

  test.each([0, -1, NaN, Infinity])('of accuracy %d has none', (accuracy) => {
    expect(locationOf({ place: { ...place, accuracy }, text: '' })?.accuracyMetres).toBeNull();
  });

  test.each([
    ['x="0" y="0"'],
    ['x="0.000000" y="-0.0"'],
    ['x="107.73" y="29.86"'],
    ['x="29.86"'],
    ['x="" y=""'],
    ['x="29,86" y="107,73"'],
    ['x="0x1d" y="1e2"'],
    ['x="NaN" y="Infinity"'],
    ['x="-1000" y="-1000"'],
  ])('is none: %s', (attributes) => {
    expect(locationOf({ place: null, text: locationXml(attributes) })).toBeNull();
  });

  test.each([
    ['poiname="[位置]" label="示例镇"', '示例镇'],
    ['poiname="" label="示例镇"', '示例镇'],
    ['poiname="[位置]" label=""', null],
    ['', null],
    ['poiname="&lt;一&gt;"', '<一>'],
  ])('goes by the name that it has: %s', (names, name) => {
    const found = locationOf({ place: null, text: locationXml(`x="29.86" y="107.73" ${names}`) });
    expect(found?.name).toBe(name);
  });

  test('is found in XML without an outer element too, and behind the line that says who shared it', () => {
    expect(locationOf({ place: null, text: '<location x="29.86" y="107.73"/>' })?.latitude).toBe(29.86);
    expect(locationOf({ place: null, text: `wxid_a:\n${xml}` })?.latitude).toBe(29.86);
  });

  test('is one that can be kept, or none, whatever the wire and the XML say', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constant(0));
    const any = fc.record({ latitude: number, longitude: number, name: fc.string({ unit: 'binary' }), address: fc.string(), accuracy: number }); // prettier-ignore
    const text = fc.oneof(
      fc
        .tuple(fc.string({ unit: 'binary' }), fc.string())
        .map(([x, y]) => locationXml(`x="${x}" y="${y}" label="${y}"`)),
      fc.tuple(number, number).map(([x, y]) => locationXml(`x="${String(x)}" y="${String(y)}"`)),
    );
    fc.assert(
      fc.property(fc.option(any), text, (wirePlace, said) => {
        const found = locationOf({ place: wirePlace, text: said });
        if (found !== null) SharedLocation.parse(found);
      }),
      { numRuns: 500 },
    );
  });
});
