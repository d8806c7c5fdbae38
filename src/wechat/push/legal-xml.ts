/**
 * Keeps the characters that XML 1.0 allows. Control characters and lone surrogates go: WeChat could not read a
 * reply with them, and models do write them. https://www.w3.org/TR/xml/#charsets
 */
export function keepLegalXml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
