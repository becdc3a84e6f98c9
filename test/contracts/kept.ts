/** The product's shelves, as adapters read them. */
import { createHash } from 'node:crypto';
import type { KeptFile, KeptImage } from '../../src/chat/message.ts';

export class KeptFake {
  readonly #bytes = new Map<string, Uint8Array>();

  readonly ports = {
    readImage: async (sha256: string): Promise<Uint8Array | null> => this.#bytes.get(sha256) ?? null,
    readFile: async (sha256: string): Promise<Uint8Array | null> => this.#bytes.get(sha256) ?? null,
  };

  readonly keepFile = async (name: string, bytes: Uint8Array): Promise<KeptFile> => ({
    ...{ sha256: this.#keep(bytes), name, sizeBytes: bytes.length },
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });

  readonly keepImage = async (bytes: Uint8Array): Promise<KeptImage> => ({
    ...{ sha256: this.#keep(bytes), contentType: 'image/jpeg', sizeBytes: bytes.length },
  });

  #keep(bytes: Uint8Array): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#bytes.set(sha256, bytes);
    return sha256;
  }
}
