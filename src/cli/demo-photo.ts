/** A photo and a document for those who have none: a small picture of one colour and an empty archive, made here. */
import { crc32, deflateSync } from 'node:zlib';

const side = 8;
const colour = [0xd8, 0xd0, 0xc0];

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG. */
export function samplePhoto(): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2], 8); // 8 bits a channel, RGB
  const row = [0, ...Array.from({ length: side }, () => colour).flat()];
  const rows = deflateSync(Buffer.from(Array.from({ length: side }, () => row).flat()));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

export const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Begins as a docx does, and is of a size that people know; nothing reads what stands in it. */
export const sampleDocument = (): Uint8Array => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(85_996)]);
