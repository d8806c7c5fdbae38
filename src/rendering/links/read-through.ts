/** A text as a program reads an address in it, and where each of its characters stands in the text as it was written. */
export interface ReadThrough {
  readonly text: string;
  /** By index of `text`, and of its end. */
  readonly at: readonly number[];
}

const INVISIBLE = /[\p{Cf}\p{Mn}\u115f\u1160\u3164\uffa0]/u;
const ENCODED_DOT = /^%2e/i;

/** Reads past invisible characters, full-width forms and encoded dots, which hide an address from a reader. */
export function readThrough(written: string): ReadThrough {
  const at: number[] = [];
  let text = '';
  for (let index = 0; index < written.length;) {
    if (isPlain(written.charCodeAt(index))) {
      at.push(index);
      text += written.charAt(index);
      index += 1;
      continue;
    }
    const character = String.fromCodePoint(written.codePointAt(index) ?? 0);
    const isDot = character === '%' && ENCODED_DOT.test(written.slice(index, index + 3));
    const seen = isDot ? '.' : INVISIBLE.test(character) ? '' : narrow(character);
    for (let unit = 0; unit < seen.length; unit += 1)
      at.push(index + (seen.length === 1 ? 0 : unit));
    text += seen;
    index += isDot ? 3 : character.length;
  }
  at.push(written.length);
  return { text, at };
}

/** Nearly every character of a text is read as it is. */
function isPlain(code: number): boolean {
  return (code < 0x7f && code !== 0x25) || (code >= 0x4e00 && code <= 0x9fff);
}

/** Full-width letters, digits and the signs of addresses; full-width punctuation of Chinese sentences stays. */
function narrow(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0xff61) return '.';
  const isPunctuation = /[！（），：；？]/.test(character);
  if (code >= 0xff01 && code <= 0xff5e && !isPunctuation) return String.fromCharCode(code - 0xfee0);
  // Mathematical and circled letters, such as 𝐞𝐯𝐢𝐥.
  if (/[\u{1d400}-\u{1d7ff}\u{2460}-\u{24ff}\u{1f100}-\u{1f1e5}]/u.test(character)) {
    const plain = character.normalize('NFKC');
    return /^[A-Za-z0-9]$/.test(plain) ? plain : character;
  }
  return character;
}
