import { randomBytes } from 'node:crypto';

/** What an owner pastes into WeChat's backend. */
export interface Credentials {
  readonly token: string;
  readonly encodingAesKey: string;
}

const TOKEN_LENGTH = 32;
const AES_KEY_BYTES = 32;
const LETTERS_AND_DIGITS = /^[A-Za-z0-9]+$/;

/** Makes a token of 32 letters and digits, and an EncodingAESKey: 43 letters and digits that are the base64 of 32 bytes. */
export function makeCredentials(random: (sizeBytes: number) => Buffer = randomBytes): Credentials {
  const word = (bytes: number, length: number): string => {
    for (;;) {
      const text = random(bytes).toString('base64').slice(0, length);
      // WeChat takes no + and no /; one in four has none.
      if (LETTERS_AND_DIGITS.test(text)) return text;
    }
  };
  return {
    token: word((TOKEN_LENGTH / 4) * 3, TOKEN_LENGTH),
    encodingAesKey: word(AES_KEY_BYTES, 43),
  };
}
