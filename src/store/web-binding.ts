/** Signing in to the web chat by a binding code: outside the chat, since whoever has no account yet can say nothing in it. */
import type { Instant } from '../domain/calendar.ts';
import { recordAudit } from './audit.ts';
import { redeem } from './bind-codes.ts';
import { inTransaction, type Database } from './database.ts';
import { webAccountOf } from './web-sign-in.ts';

interface Claim {
  readonly name: string;
  readonly tail: string;
  readonly code: string;
  readonly visitor: string;
}

type Bound =
  | { readonly outcome: 'bound'; readonly accountId: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'limited'; readonly until: Instant };

/** The code is spent and the person's web account is theirs, or the try is counted: all at once. */
export const bindByCode = (db: Database, { visitor, ...said }: Claim): Promise<Bound> =>
  inTransaction(db, async (tx) => {
    const now = Date.now();
    const redeemed = await redeem(tx, db.county, { ...said, accountKey: `visitor:${visitor}`, now });
    if (redeemed.outcome !== 'matched') return redeemed;
    const { personId } = redeemed;
    const accountId = await webAccountOf(tx, db.county, personId);
    if (accountId === null) return { outcome: 'wrong' };
    const payload = { effect: 'bind-account', accountId, platform: 'web', personId };
    const record = { verb: 'bind-account', subject: `person:${personId}`, payload, personId, inboxId: null };
    await recordAudit(tx, db.county, [record], now);
    return { outcome: 'bound', accountId };
  });
