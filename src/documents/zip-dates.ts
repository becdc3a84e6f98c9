/**
 * Dates inside a zip, set to one day: the library stamps each entry with the clock, and a file that is made again for
 * the same input must have the same hash.
 */
import type { IsoDate } from '../domain/calendar.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
/** Time and date, two bytes each, in an entry of the directory and in the header before its data. */
const ENTRY_DATE_AT = 12;
const HEADER_DATE_AT = 10;

const dosDate = (on: IsoDate): number => {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  return ((year - 1980) << 9) | (month << 5) | day;
};

/** Changes `zip` in place. It has no comment, is below 4 GB and is whole. @throws where its directory is not found */
export function setZipDates(zip: Uint8Array, on: IsoDate): void {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - END_BYTES;
  if (end < 0 || view.getUint32(end, true) !== END) throw new Error('no zip directory');
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < entries; n += 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('no zip entry');
    for (const field of [at + ENTRY_DATE_AT, view.getUint32(at + 42, true) + HEADER_DATE_AT]) {
      view.setUint16(field, 0, true);
      view.setUint16(field + 2, dosDate(on), true);
    }
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    at += 46 + name + extra + comment;
  }
}
