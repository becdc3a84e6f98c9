/** What server and client say to each other, as JSON. Types only: nothing here exists at run time. */

export interface ButtonView {
  readonly id: string;
  readonly label: string;
}

export interface LocationView {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number | null;
  readonly name: string | null;
}

/** A point to choose by name. */
export interface PlaceView {
  readonly name: string;
  /** Degrees, WGS-84. */
  readonly latitude: number;
  readonly longitude: number;
}

/** A file to save; `path` is below the account's own, e.g. `api/messages/…/files/0`. */
export interface FileView {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface QuoteView {
  readonly messageId: string;
  /** null = the bot. */
  readonly author: string | null;
  readonly excerpt: string;
}

/** One message as one reader sees it. */
export interface MessageView {
  readonly id: string;
  readonly conversation: string;
  /** Place in the conversation, from 1, without gaps. */
  readonly seq: number;
  /** Number of its last change; of two copies the higher is the newer. */
  readonly change: number;
  /** Epoch ms. */
  readonly at: number;
  readonly from: 'me' | 'person' | 'bot';
  /** Name of the author; null = the bot. */
  readonly author: string | null;
  /** The key under which this reader's own client sent it. */
  readonly clientKey: string | null;
  readonly kind: 'text' | 'image' | 'file' | 'location' | 'action' | 'other';
  readonly text: string;
  readonly code: string | null;
  readonly buttons: readonly ButtonView[];
  /** Paths below the account's own, e.g. `api/messages/…/images/0`. */
  readonly images: readonly string[];
  readonly files: readonly FileView[];
  readonly location: LocationView | null;
  readonly quote: QuoteView | null;
  readonly mentions: readonly { readonly name: string; readonly me: boolean }[];
}

export interface ConversationView {
  readonly conversation: string;
  readonly kind: 'direct' | 'group';
  readonly title: string;
  readonly membersText: string;
  readonly lastSeq: number;
  readonly lastChange: number;
  readonly last: MessageView | null;
}

/** `GET api/state` */
export interface StateView {
  readonly me: { readonly accountId: string; readonly name: string; readonly post: string };
  readonly demo: boolean;
  readonly botName: string;
  readonly places: readonly PlaceView[];
  readonly conversations: readonly ConversationView[];
}

/** `GET api/messages` and `GET api/changes` */
export interface PageView {
  readonly messages: readonly MessageView[];
  /** Whether there is more in the direction asked for. */
  readonly more: boolean;
}

/** `POST api/messages`, acknowledged */
export interface PostedView {
  readonly id: string;
  readonly seq: number;
}

/** Any refusal; `text` is a Chinese sentence to show. */
export interface RefusalView {
  readonly error: { readonly code: string; readonly text: string };
}

export interface PersonaView {
  readonly accountId: string;
  readonly name: string;
  readonly post: string;
  readonly township: string | null;
  readonly team: string | null;
}

/** What the client posts; with images and files it is the field `message` of a form. */
export type PostedBody = {
  readonly eventKey: string;
  readonly conversation: string;
  readonly quote: string | null;
} & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image' | 'file'; readonly text: string }
  | { readonly kind: 'location'; readonly location: LocationView }
  | { readonly kind: 'action'; readonly messageId: string; readonly value: string }
);
