// https://www.w3.org/TR/xml/#charsets; a surrogate stands alone unless its partner is next to it.
const ILLEGAL =
  // eslint-disable-next-line no-control-regex -- control characters are what this file is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Invisible characters, which hide words from a filter, reverse the order of letters, or make an empty message. */
const INVISIBLE =
  // eslint-disable-next-line no-misleading-character-class -- each of them is meant alone
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g;

/**
 * Joiners and selectors, which make emoji and other scripts. After an ASCII letter or `<`, `:` and `/` they only hide
 * markup.
 */
const HIDING =
  // eslint-disable-next-line no-misleading-character-class -- each of them is meant alone
  /(?<=[A-Za-z<:/])[\u034f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]+/gu;

/**
 * Removes what XML 1.0 forbids (most control characters, U+FFFE, U+FFFF and lone surrogates) and invisible characters
 * that have no use in a message.
 */
export function legalCharacters(text: string): string {
  return text.replace(ILLEGAL, '').replace(INVISIBLE, '').replace(HIDING, '');
}

/** Does the same for a text that comes in pieces. A surrogate pair split over two pieces survives. */
export function createLegalCharacters(): { push(text: string): string; end(): string } {
  let highSurrogate = '';
  /** The character that a joiner at the start of the next piece would follow. */
  let before = '';

  return {
    push(text) {
      const whole = highSurrogate + text;
      const last = whole.charCodeAt(whole.length - 1);
      highSurrogate = last >= 0xd800 && last <= 0xdbff ? whole.slice(-1) : '';
      const pairs = highSurrogate === '' ? whole : whole.slice(0, -1);
      const legal = legalCharacters(before + pairs).slice(before.length);
      if (legal !== '') before = /[A-Za-z<:/]$/.exec(legal)?.[0] ?? '';
      return legal;
    },
    end() {
      highSurrogate = '';
      return '';
    },
  };
}
