/** Finds a place by what is written of it, and writes it so that it is found again. */
import type { Place } from '../domain/county.ts';
import { keyOf } from './roster-text.ts';

export class PlaceIndex<P extends Place = Place> {
  readonly #byId = new Map<string, P>();
  readonly #byKey = new Map<string, P[]>();

  constructor(places: readonly P[] = []) {
    for (const place of places) this.add(place);
  }

  add(place: P): void {
    this.#byId.set(place.id, place);
    const key = `${place.kind} ${keyOf(place.name)}`;
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), place]);
  }

  get(id: string | null): P | null {
    return id === null ? null : (this.#byId.get(id) ?? null);
  }

  /** All that may be meant by a name, 示例镇/红旗村, or an id. */
  find(kind: Place['kind'], text: string): readonly P[] {
    const named = this.#byKey.get(`${kind} ${keyOf(text)}`);
    if (named) return named;
    const [, within = '', name = ''] = /^(.+)[/／](.+?)$/.exec(text) ?? [];
    if (name !== '') {
      const key = keyOf(within);
      return this.find(kind, name).filter((place) => this.above(place).some((one) => keyOf(one.name) === key));
    }
    const place = this.#byId.get(text.toLowerCase());
    return place?.kind === kind ? [place] : [];
  }

  /** The village and township that it belongs to, nearest first. */
  above(place: P): readonly P[] {
    const parent = this.get(place.parentId);
    return parent === null ? [] : [parent, ...this.above(parent)];
  }

  townshipOf(place: P): P | null {
    return place.kind === 'township' ? place : (this.above(place).find(({ kind }) => kind === 'township') ?? null);
  }

  villageOf(place: P): P | null {
    return place.kind === 'village' ? place : (this.above(place).find(({ kind }) => kind === 'village') ?? null);
  }

  /** Its name; with the place above it where others have the same; its id where that too is the same. */
  label(place: P): string {
    if (this.find(place.kind, place.name).length === 1) return place.name;
    const longer = this.above(place).map(({ name }) => `${name}/${place.name}`);
    return longer.find((text) => this.find(place.kind, text).length === 1) ?? place.id;
  }
}
