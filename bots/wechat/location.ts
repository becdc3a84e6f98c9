/** A shared place: as the wire has it, or, where a puppet gives none or 0,0, as WeChat's own XML has it. */
import type { SharedLocation } from '../../src/chat/message.ts';
import { storable } from './text.ts';
import { readXml, within, type XmlElement } from './xml.ts';
import type { WireMessage } from './schema.ts';

type Point = Pick<SharedLocation, 'latitude' | 'longitude'>;

/** null = no place that is one. WeChat gives GCJ-02, as the Chinese maps do; and a pin can be set anywhere. */
export function locationOf({ place, text }: Pick<WireMessage, 'place' | 'text'>): SharedLocation | null {
  if (place && isPlace(place)) {
    const accuracyMetres = place.accuracy > 0 && Number.isFinite(place.accuracy) ? place.accuracy : null;
    return located(place, accuracyMetres, [place.name, place.address]);
  }
  const element = elementOf(text);
  const point = element && pointOf(element.attributes);
  if (!element || !point || !isPlace(point)) return null;
  return located(point, null, [element.attributes.get('poiname'), element.attributes.get('label')]);
}

const elementOf = (text: string): XmlElement | null => {
  const outer = readXml(text);
  return outer?.name === 'location' ? outer : within(outer, 'location');
};

const located = (
  { latitude, longitude }: Point,
  accuracyMetres: number | null,
  names: readonly (string | undefined)[],
): SharedLocation => ({ latitude, longitude, datum: 'gcj02', accuracyMetres, live: false, name: nameOf(names) });

/** In the XML `x` is the latitude. */
function pointOf(attributes: ReadonlyMap<string, string>): Point | null {
  const [latitude, longitude] = [attributes.get('x'), attributes.get('y')].map(degrees);
  return typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null;
}

const degrees = (said: string | undefined): number | null =>
  said !== undefined && /^\s{0,5}[+-]?\d{1,3}(?:\.\d{1,20})?\s{0,5}$/.test(said) ? Number(said) : null;

/** A puppet that lost the place says 0,0. */
const isPlace = ({ latitude, longitude }: Point): boolean =>
  Math.abs(latitude) <= 90 &&
  Math.abs(longitude) <= 180 &&
  (Math.abs(latitude) > NOWHERE || Math.abs(longitude) > NOWHERE);
const NOWHERE = 1e-6;

/** What a pin without a name is called. */
const UNNAMED = /^\[.{1,10}\]$/;

function nameOf(names: readonly (string | undefined)[]): string | null {
  const name = names.map((one) => one?.trim() ?? '').find((one) => one !== '' && !UNNAMED.test(one));
  return name === undefined ? null : storable(name).slice(0, 200);
}
