import { readFileSync } from 'node:fs';

interface Vectors {
  readonly signature: readonly {
    readonly id: string;
    readonly token: string;
    readonly timestamp: string;
    readonly nonce: string;
    readonly encrypt?: string;
    readonly echostr?: string;
    readonly expected: string;
  }[];
  readonly decrypt: readonly {
    readonly id: string;
    readonly token: string;
    readonly encodingAESKey: string;
    readonly receiveId: string;
    readonly timestamp: string;
    readonly nonce: string;
    readonly msgSignature: string;
    readonly signature?: string;
    readonly compatBody?: string;
    readonly encrypt: string;
    readonly expectedRandom?: string;
    readonly expectedPlaintext?: string;
    readonly expectedMsgLen?: number;
    readonly expectedCipherBytes?: number;
    readonly expectedUnpaddedBytes?: number;
    readonly expectedFields?: Readonly<Record<string, string>>;
  }[];
  readonly encrypt: readonly {
    readonly id: string;
    readonly token: string;
    readonly encodingAESKey: string;
    readonly receiveId: string;
    readonly random: string;
    readonly plaintext: string;
    readonly timestamp?: string;
    readonly nonce?: string;
    readonly expectedEncrypt: string;
    readonly expectedMsgSignature?: string;
  }[];
}

/** Published signatures and ciphertexts; the file names the source of each. */
export const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors.json', import.meta.url), 'utf8'),
) as Vectors;
