/** The document behind an answer, as it is named there. */
import type { PolicySource } from '../domain/policy-answer.ts';
import type { Book } from './shelf.ts';

export const sourceOf = ({ id, pack, text }: Book): PolicySource => ({
  id,
  title: pack?.shortTitle ?? text?.title ?? id,
  number: pack?.number ?? text?.number ?? null,
  inForceFrom: pack?.period.from ?? text?.issuedOn ?? null,
  inForceTo: pack?.period.to ?? null,
  caution: pack?.caution ?? null,
});
