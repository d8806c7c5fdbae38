/** How many characters a password has at least; the server says so too. */
export const LEAST_PASSWORD = 12;

// Without letters and digits that look alike.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LETTERS = 4;

/** Makes a first password for another person: 79 bits, in groups that can be read out. */
export function makePassword(): string {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LETTERS }, pickLetter).join(''),
  );
  return groups.join('-');
}

function pickLetter(): string {
  // What is above the last whole multiple would favour the first letters.
  const limit = 256 - (256 % LETTERS.length);
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return LETTERS[byte % LETTERS.length] ?? '';
  }
}
