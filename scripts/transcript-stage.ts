/** What a section's county is like before anybody says anything, beyond what its file holds. */
import { onTerminal } from '../src/cli/demo-terminal.ts';
import { startOf } from '../src/domain/calendar.ts';
import type { County } from '../src/domain/county.ts';
import { expiryOf } from '../src/domain/bind-code.ts';
import { firstDay } from '../src/cli/demo-lines.ts';
import { putCodes } from '../src/store/bind-codes.ts';
import { loadCounty } from '../src/store/county.ts';
import { inTransaction, type Database } from '../src/store/database.ts';
import type { Section } from './transcript-sections.ts';

const began = '2026-11-01';

/** Mobile numbers, accounts that are nobody's, and codes that were given out. */
export async function prepare(db: Database, county: County, { mobiles, strangers, codes }: Section): Promise<void> {
  await loadCounty(db, county, onTerminal);
  const at = startOf(firstDay);
  await inTransaction(db, async (tx) => {
    // What fell due before a county began is not owed: that is no day of the machine's own clock.
    await tx.$executeRaw`UPDATE county SET created_at = ${new Date(startOf(began))} WHERE id = ${county.id}`;
    await tx.$executeRaw`
      UPDATE person p SET mobile = m.value FROM jsonb_each_text(${JSON.stringify(mobiles)}::jsonb) AS m
      WHERE p.county = ${county.id} AND p.id = m.key`;
    await tx.$executeRaw`
      UPDATE account SET person_id = NULL WHERE county = ${county.id} AND person_id = ANY(${strangers}::text[])`;
    const given = Object.entries(codes).map(([personId, code]) => ({
      ...{ personId, code, by: null, at, expiresAt: expiryOf(at) },
    }));
    await putCodes(tx, county.id, given);
    // The people of a sample county have agreed to everything; to what is long out of date, and they are asked like anybody.
    await tx.$executeRaw`UPDATE consent SET version = 0 WHERE county = ${county.id} AND person_id = ANY(${Object.keys(codes)}::text[])`;
  });
}

/** A code that the bot gives out is drawn at random, and a transcript is the same each time. */
export const withoutChance = (piece: string): string =>
  piece.includes(' → ') ? piece.replace(/(?<= )[2-9A-HJKMNP-TV-Z]{8}$/gm, 'K7M2QX9P') : piece;
