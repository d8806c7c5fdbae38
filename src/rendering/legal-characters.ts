// https://www.w3.org/TR/xml/#charsets; a surrogate stands alone unless its partner is next to it.
const ILLEGAL =
  // eslint-disable-next-line no-control-regex -- control characters are what this file is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text without what XML 1.0 forbids: most control characters, U+FFFE, U+FFFF and lone surrogates. */
export function legalCharacters(text: string): string {
  return text.replace(ILLEGAL, '');
}

/** The same for a text that comes in pieces: a surrogate pair split over two of them survives. */
export function createLegalCharacters(): { push(text: string): string; end(): string } {
  let highSurrogate = '';
  return {
    push(text) {
      const whole = highSurrogate + text;
      const last = whole.charCodeAt(whole.length - 1);
      highSurrogate = last >= 0xd800 && last <= 0xdbff ? whole.slice(-1) : '';
      return legalCharacters(highSurrogate === '' ? whole : whole.slice(0, -1));
    },
    end() {
      highSurrogate = '';
      return '';
    },
  };
}
