/** Signing in to the web chat by a binding code: outside the chat, since whoever has no account yet can say nothing in it. */
import type { BoundAccount } from '../domain/bind-code.ts';
import type { Instant } from '../domain/calendar.ts';
import { addSends } from './apply-sends.ts';
import { recordAudit } from './audit.ts';
import { redeem } from './bind-codes.ts';
import { boundAccounts, officerTitle } from './binding-facts.ts';
import { inTransaction, type Database, type Statements } from './database.ts';
import { webAccountOf } from './web-sign-in.ts';
import type { Send } from './work-result.ts';

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

/** What the person's other accounts are told, with the title of whoever gives out codes. */
export type ElsewhereWords = (officer: string | null) => string;

/** The code is spent, the person's web account is theirs and their other accounts are told, or the try is counted: all at once. */
export const bindByCode = (db: Database, { visitor, ...said }: Claim, words: ElsewhereWords): Promise<Bound> =>
  inTransaction(db, async (tx) => {
    const now = Date.now();
    const redeemed = await redeem(tx, db.county, { ...said, accountKey: `visitor:${visitor}`, now });
    if (redeemed.outcome !== 'matched') return redeemed;
    const { personId, codeId } = redeemed;
    const accountId = await webAccountOf(tx, db.county, personId);
    if (accountId === null) return { outcome: 'wrong' };
    await tellOthers(tx, db.county, { personId, codeId, accountId }, words);
    const payload = { effect: 'bind-account', accountId, platform: 'web', personId };
    const record = { verb: 'bind-account', subject: `person:${personId}`, payload, personId, inboxId: null };
    await recordAudit(tx, db.county, [record], now);
    return { outcome: 'bound', accountId };
  });

interface Taken {
  readonly personId: string;
  readonly codeId: string;
  readonly accountId: string;
}

/** As after 绑定 in a chat, but no account ends: the web chat's was theirs before, or is new. */
async function tellOthers(
  tx: Statements,
  county: string,
  { personId, codeId, accountId }: Taken,
  words: ElsewhereWords,
): Promise<void> {
  const others = (await boundAccounts(tx, county, [personId])).get(personId)?.accounts ?? [];
  const text = words(await officerTitle(tx, county));
  const sends = others
    .filter((other) => other.accountId !== accountId)
    .flatMap((other) => noticeTo(other, `bound:${codeId}:${other.accountId}`, personId, text));
  await addSends(tx, county, [{ inboxId: null, sends }]);
}

function noticeTo({ platform, conversation }: BoundAccount, key: string, personId: string, text: string): Send[] {
  if (conversation === null) return [];
  const plain = { code: null, mentions: [], replyTo: null, buttons: [], images: [], files: [] };
  return [
    {
      platform,
      message: { key, conversation, text, ...plain },
      ...{ personId, requestId: null, revision: null, buttons: [] },
    },
  ];
}
