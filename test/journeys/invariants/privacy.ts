/** A reason reaches those who decide, and nobody else; a group learns nothing personal. */
import { holdsFor, ownerOf, type Check, type Evidence } from './evidence.ts';
import { answeredBy, everHeld, keeperOf, OFFICER } from './standing.ts';
import { contentsOf, changesOf, entry, storyOf, type Told } from './story.ts';

const secret = holdsFor('a reason never shows in a group nor to anybody outside the chain');

const MARKER = /缘[松柏竹兰菊荷桂桃杏枫]{3,}由/g;

/** Everybody who ever had to answer: seats and those to whom they were handed; of a held one the officers. */
const chainOf = (e: Evidence, contents: readonly Told[]): string[] =>
  contents.flatMap((r) => [
    ...r.steps.flatMap((s) =>
      s.seats.flatMap((x) => [
        ...(x.body === 'person' ? [x.scopeId] : everHeld(e, x)),
        ...(x.assigned ? [x.assigned.personId] : []),
      ]),
    ),
    ...(r.state === 'held' ? everHeld(e, OFFICER) : []),
  ]);

const partiesOf = (e: Evidence, contents: readonly Told[]): string[] =>
  contents.flatMap((r) => [
    ...[r.applicantId, r.enteredBy ?? r.applicantId],
    ...chainOf(e, [r]),
    ...[...r.filings, keeperOf(e, r.applicantId), OFFICER].flatMap((s) => everHeld(e, s)),
  ]);

function mayKnow(e: Evidence, marker: string): Set<string> {
  const may = new Set<string>();
  const add = (ids: readonly string[]): void => ids.forEach((id) => may.add(id));
  const said = new Set<string>();
  for (const { content, personId, delivery } of e.said)
    if (content.text?.includes(marker) && personId) {
      may.add(personId);
      said.add(delivery.eventKey);
    }
  for (const [id, latest] of storyOf(e).requests) {
    const contents = contentsOf(e, id);
    if (contents.some((r) => r.reason.includes(marker))) add([latest.applicantId, ...chainOf(e, contents)]);
    // Why somebody objects to what was asked for in their name, whether or not it is undone by that.
    if (latest.enteredBy !== null && objectedBy(e, latest.applicantId, marker)) add(partiesOf(e, [latest]));
    const notes = contents.flatMap((r) => r.steps.flatMap((s) => s.seats.map((x) => x.answer?.note ?? '')));
    if (notes.some((note) => note.includes(marker))) add([latest.applicantId]);
  }
  const rows = new Map(e.inbox.map((i) => [i.id, i]));
  for (const change of changesOf(e)) {
    const { event, after, before } = change;
    const isSaid = said.has(rows.get(event.inboxId)?.event_key ?? '');
    // Why it was taken back is told to whoever asked for it, and of a held one why it was turned down.
    if (isSaid && entry(change, 'move-request'))
      add([after.enteredBy ?? '', before?.state === 'held' ? after.applicantId : '']);
    if (entry(change, 'revise-request')?.why === 'correct') correctedBy(e, change, marker, add);
  }
  for (const l of e.log) if (l.text.includes(marker)) add(everHeld(e, keeperOf(e, l.person_id)));
  return may;
}

const objectedBy = (e: Evidence, personId: string, marker: string): boolean =>
  e.said.some(
    ({ personId: by, content }) => by === personId && content.text?.startsWith('异议') && content.text.includes(marker),
  );

/** Why the days of a leave were corrected: its applicant learns it, and those who approved it. */
function correctedBy(
  e: Evidence,
  { event, after }: ReturnType<typeof changesOf>[number],
  marker: string,
  add: (ids: readonly string[]) => void,
): void {
  const said = e.said.some((s) => s.personId === event.by && s.content.text?.includes(marker));
  if (said) add([after.applicantId, ...answeredBy(after)]);
}

export const reasonsStayInTheChain: Check = (e) => {
  const known = new Map<string, Set<string>>();
  for (const { conversation, text } of e.sent) {
    const reader = ownerOf(e, conversation);
    for (const [marker] of text.matchAll(MARKER)) {
      const may = known.get(marker) ?? mayKnow(e, marker);
      known.set(marker, may);
      secret(reader !== null, () => `${marker} was said in ${conversation}`);
      secret(may.has(reader ?? ''), () => `${reader ?? ''} was told ${marker}: “${text}”`);
    }
  }
};

const concerned = holdsFor('nobody is told of a request that is not their business, and no group of its code');

export const requestsStayWithTheirParties: Check = (e) => {
  const { requests } = storyOf(e);
  const contents = new Map([...requests.keys()].map((id) => [id, contentsOf(e, id)]));
  /** Also those of a leave that was added to it, or goes on from it: its chain hangs on both. */
  const related = (id: string): Told[] =>
    [...contents.values()].flatMap((all) =>
      all.some((r) => r.id === id || r.extendsId === id || r.joined.some((j) => j.requestId === id)) ? all : [],
    );
  const may = new Map([...requests.values()].map((r) => [r.code, new Set(partiesOf(e, related(r.id)))]));
  for (const { conversation, text } of e.sent) {
    if (text.startsWith('没有找到 #')) continue;
    const reader = ownerOf(e, conversation);
    for (const [, code] of text.matchAll(/#([A-Z]\d[A-Z]\d)/g)) {
      const parties = may.get(code ?? '');
      if (parties)
        concerned(reader !== null && parties.has(reader), () => `${reader ?? conversation} was told “${text}”`);
    }
  }
};
