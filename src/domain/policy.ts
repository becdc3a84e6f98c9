/** Texts of regulations as an operator imported them, and what a question about them is answered with. */
import type { IsoDate } from './calendar.ts';

/** A piece of a regulation that can be cited. Its heading belongs to no text. */
export interface PolicyUnit {
  /** As it is cited: 第九条, 七（二）3, 末段. */
  readonly article: string;
  /** Other ways to write the same: 第9条, 七(二)3. */
  readonly aliases: readonly string[];
  /** Heading of the chapter as it stands there; '' where there is none. */
  readonly chapter: string;
  /** Word for word, without its own number; paragraphs by line breaks. */
  readonly text: string;
}

/** What was found in a file of a regulation. */
export interface PolicyText {
  readonly title: string;
  /** 丰委农办〔2021〕35号; null where the text has none. */
  readonly number: string | null;
  /** Who issued it, as named under or over the text. */
  readonly issuer: string | null;
  readonly issuedOn: IsoDate | null;
  readonly units: readonly PolicyUnit[];
  /** Lines between the title and the end that belong to no unit, for whoever imports it: nothing is dropped in silence. */
  readonly unplaced: readonly string[];
}

export interface PolicyDocument extends PolicyText {
  /** The pack it is the text of, else made of its title and number. */
  readonly id: string;
  /** null where no pack of this installation is of this document. */
  readonly pack: string | null;
}
