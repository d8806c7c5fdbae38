/**
 * Removes what XML 1.0 forbids, such as control characters and lone surrogates. Models do write them, and WeChat could
 * not read a reply with them. https://www.w3.org/TR/xml/#charsets
 */
export function keepLegalXml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
