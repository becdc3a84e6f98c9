/** Texts of regulations as an operator imported them, and what a question about them is answered with. */
import type { IsoDate } from './calendar.ts';

/** A piece of a regulation that can be cited. Its heading belongs to no text. */
export interface PolicyUnit {
  /** As it is cited: 第九条, 七（二）3, 末段, 第二段; no two of a text are alike, the second 第九条 is 第九条〔2〕. */
  readonly article: string;
  /** Other ways to write the same: 第9条, 七(二)3. */
  readonly aliases: readonly string[];
  /** Heading of the chapter as it stands there; '' where there is none. */
  readonly chapter: string;
  /** Word for word, without its own number and without the breaks of pages; paragraphs by line breaks. */
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
  /**
   * Lines that belong to no unit and gave none of the above, for whoever imports it: the notice that sends it out, what stands before
   * the first unit, attachments, words that a copy had twice. Only page numbers and the frame of a website are dropped in silence.
   */
  readonly unplaced: readonly string[];
}

export interface PolicyDocument extends PolicyText {
  /** The pack it is the text of, else made of its title and number. */
  readonly id: string;
  /** null where no pack of this installation is of this document. */
  readonly pack: string | null;
}
