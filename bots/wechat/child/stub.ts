/** The part of the gateway's gRPC that is used here: the package ships its types under a name that TypeScript does not find. */
import { puppet } from 'wechaty-grpc';
import type { grpc } from 'wechaty-grpc';

type Callback<Answer> = (error: grpc.ServiceError | null, answer: Answer) => void;
type Options = Partial<grpc.CallOptions>;
export type Unary<Request, Answer> = (
  request: Request,
  metadata: grpc.Metadata,
  options: Options,
  callback: Callback<Answer>,
) => grpc.ClientUnaryCall;

interface WithId {
  setId(id: string): void;
}
interface Sending {
  setConversationId(id: string): void;
}
interface SendingText extends Sending {
  setText(text: string): void;
  setMentionalIdsList(ids: readonly string[]): void;
}
interface SendingFile extends Sending {
  setFileBox(json: string): void;
}
interface AskingImage extends WithId {
  setType(size: number): void;
}
interface Piece {
  setChunk(bytes: Uint8Array): void;
}

export interface SentAnswer {
  getId(): string;
  getIdStringValueDeprecated(): { getValue(): string } | undefined;
}
export interface BoxAnswer {
  /** JSON. */
  getFileBox(): string;
}
export interface PlaceAnswer {
  getLocation(): { toObject(): Place } | undefined;
}
export interface PieceAnswer {
  getChunk_asU8(): Uint8Array;
}
/** Degrees, in the datum of WeChat; metres. */
export interface Place {
  accuracy: number;
  address: string;
  latitude: number;
  longitude: number;
  name: string;
}

/** Changed where more is to be known of the stream than the SDK tells. */
export interface Streaming {
  event: (request: object) => grpc.ClientReadableStream<object>;
}

export interface Stub extends Streaming {
  readonly stop: Unary<object, object>;
  readonly messageSendText: Unary<SendingText, SentAnswer>;
  readonly messageSendFile: Unary<SendingFile, SentAnswer>;
  readonly messageLocation: Unary<WithId, PlaceAnswer>;
  readonly messageImage: Unary<AskingImage, BoxAnswer>;
  readonly messageFile: Unary<WithId, BoxAnswer>;
  upload(metadata: grpc.Metadata, options: Options, callback: Callback<WithGivenId>): grpc.ClientWritableStream<Piece>;
  download(request: WithId, metadata: grpc.Metadata, options: Options): grpc.ClientReadableStream<PieceAnswer>;
}
interface WithGivenId {
  getId(): string;
}

interface Requests {
  readonly StopRequest: new () => object;
  readonly MessageSendTextRequest: new () => SendingText;
  readonly MessageSendFileRequest: new () => SendingFile;
  readonly MessageLocationRequest: new () => WithId;
  readonly MessageImageRequest: new () => AskingImage;
  readonly MessageFileRequest: new () => WithId;
  readonly UploadRequest: new () => Piece;
  readonly DownloadRequest: new () => WithId;
}

export const requests = puppet as unknown as Requests;
