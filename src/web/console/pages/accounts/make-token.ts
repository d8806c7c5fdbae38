const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Makes a token of 32 letters and digits, which cannot be guessed. */
export function makeToken(): string {
  let token = '';
  while (token.length < 32) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // Larger ones would make some letters likelier.
    if (byte < 4 * LETTERS.length) token += LETTERS[byte % LETTERS.length] ?? '';
  }
  return token;
}
