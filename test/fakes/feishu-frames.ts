/**
 * The frames of Feishu's long connection, read and written by hand: protobuf of `Header { key = 1, value = 2 }` and
 * `Frame { SeqID = 1, LogID = 2, service = 3, method = 4, headers = 5, payloadEncoding = 6, payloadType = 7, payload = 8, LogIDNew = 9 }`.
 */

export interface Frame {
  readonly seqId: bigint;
  readonly logId: bigint;
  readonly service: number;
  /** 0 control, 1 data. */
  readonly method: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

export const CONTROL = 0;
export const DATA = 1;

const VARINT = 0;
const DELIMITED = 2;

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const number = (field: number, value: bigint): Buffer => Buffer.from([...varint(BigInt(field << 3)), ...varint(value)]);

const bytes = (field: number, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([...varint(BigInt((field << 3) | DELIMITED)), ...varint(BigInt(value.length))]), value]);

export function encodeFrame(frame: Frame): Buffer {
  const headers = Object.entries(frame.headers).map(([key, value]) =>
    bytes(5, Buffer.concat([bytes(1, Buffer.from(key)), bytes(2, Buffer.from(value))])),
  );
  return Buffer.concat([
    number(1, frame.seqId),
    number(2, frame.logId),
    number(3, BigInt(frame.service)),
    number(4, BigInt(frame.method)),
    ...headers,
    bytes(8, frame.payload),
  ]);
}

/** Field number → values, in the order they stand. */
type Fields = Map<number, (bigint | Uint8Array)[]>;

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Error('a frame ends in a number');
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new Error('a number of a frame has no end');
  }

  #delimited(): Uint8Array {
    const length = Number(this.#varint());
    if (this.#at + length > this.#bytes.length) throw new Error('a frame ends in a field');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  fields(): Fields {
    const fields: Fields = new Map();
    while (this.#at < this.#bytes.length) {
      const tag = Number(this.#varint());
      const wireType = tag & 7;
      if (wireType !== VARINT && wireType !== DELIMITED) throw new Error(`a frame has wire type ${wireType}`);
      const value = wireType === VARINT ? this.#varint() : this.#delimited();
      fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
    }
    return fields;
  }
}

const asNumber = (value: bigint | Uint8Array | undefined): bigint => (typeof value === 'bigint' ? value : 0n);
const asBytes = (value: bigint | Uint8Array | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array();
const asText = (value: bigint | Uint8Array | undefined): string => Buffer.from(asBytes(value)).toString('utf8');

/** @throws Error where the bytes are no frame */
export function decodeFrame(encoded: Uint8Array): Frame {
  const fields = new Reader(encoded).fields();
  const headers = (fields.get(5) ?? []).map((header): [string, string] => {
    const parts = new Reader(asBytes(header)).fields();
    return [asText(parts.get(1)?.at(-1)), asText(parts.get(2)?.at(-1))];
  });
  return {
    seqId: asNumber(fields.get(1)?.at(-1)),
    logId: asNumber(fields.get(2)?.at(-1)),
    service: Number(BigInt.asIntN(32, asNumber(fields.get(3)?.at(-1)))),
    method: Number(BigInt.asIntN(32, asNumber(fields.get(4)?.at(-1)))),
    headers: Object.fromEntries(headers),
    payload: asBytes(fields.get(8)?.at(-1)),
  };
}
