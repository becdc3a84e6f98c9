/** A reason reaches those who decide, and nobody else; a group learns nothing personal. */
import { holdsFor, ownerOf, type Check, type Evidence } from './evidence.ts';
import { keeperOf } from './approvals.ts';

const secret = holdsFor('a reason never shows in a group nor to anybody outside the chain');

const MARKER = /缘[松柏竹兰菊荷桂桃杏枫]{3,}由/g;

/** Everybody who ever held one of the request's seats: a seat may have changed hands while it was open. */
const chainOf = (e: Evidence, requestId: string): string[] =>
  e.seat
    .filter((s) => s.request_id === requestId)
    .flatMap((s) => e.holder.filter((h) => h.body === s.body && h.scope_id === s.scope_id).map((h) => h.person_id));

function mayKnow(e: Evidence, marker: string): Set<string> {
  const may = new Set<string>();
  for (const { content, personId } of e.said) if (content.text?.includes(marker) && personId) may.add(personId);
  for (const r of e.request)
    if (r.reason.includes(marker)) for (const p of [r.applicant_id, ...chainOf(e, r.id)]) may.add(p);
  for (const s of e.seat)
    if (s.note?.includes(marker))
      for (const r of e.request.filter((one) => one.id === s.request_id)) for (const p of [r.applicant_id]) may.add(p);
  for (const l of e.log)
    if (l.text.includes(marker)) {
      const { body, scopeId } = keeperOf(e, l.person_id);
      for (const h of e.holder) if (h.body === body && h.scope_id === scopeId) may.add(h.person_id);
    }
  return may;
}

export const reasonsStayInTheChain: Check = (e) => {
  for (const { conversation, text } of e.sent) {
    const reader = ownerOf(e, conversation);
    for (const [marker] of text.matchAll(MARKER)) {
      secret(reader !== null, () => `${marker} was said in ${conversation}`);
      secret(mayKnow(e, marker).has(reader ?? ''), () => `${reader ?? ''} was told ${marker}: “${text}”`);
    }
  }
};

const concerned = holdsFor('nobody is told of a request that is not their business, and no group of its code');

export const requestsStayWithTheirParties: Check = (e) => {
  for (const { conversation, text } of e.sent) {
    if (text.startsWith('没有找到 #')) continue;
    const reader = ownerOf(e, conversation);
    for (const r of e.request.filter((one) => text.includes(`#${one.code}`))) {
      const { body, scopeId } = keeperOf(e, r.applicant_id);
      const seats = [...r.filings, { body, scopeId }];
      const offices = e.holder.filter((h) => seats.some((s) => s.body === h.body && s.scopeId === h.scope_id));
      const parties = [r.applicant_id, ...chainOf(e, r.id), ...offices.map((h) => h.person_id)];
      concerned(reader !== null && parties.includes(reader), () => `${reader ?? conversation} was told “${text}”`);
    }
  }
};
