/** What is wrong with a document that was not parsed yet; `fine` does not promise well-formed XML. */
export type XmlShape = 'fine' | 'doctype' | 'nested too deep' | 'not XML';

/** WeChat's deepest message has five levels. */
const DEEPEST_NESTING = 16;

/** Text, comment, CDATA, processing instruction, end tag, start tag; `<!DOCTYPE` and other declarations match nothing. */
const TOKENS =
  /[^<]+|<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^<>]+>|<[^<>!?/](?:[^<>"']|"[^"<]*"|'[^'<]*')*>/gy;

/** An ampersand that begins none of XML's five entities and no numeric one. */
const FOREIGN_ENTITY = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)/;

/**
 * Finds in one pass, without recursion, what xml2js would wrongly take: unlimited nesting, text after the root, a
 * DOCTYPE and the entities of HTML.
 */
export function judgeXmlShape(text: string): XmlShape {
  let depth = 0;
  let roots = 0;
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const token = match[0];
    end = match.index + token.length;
    if (token.startsWith('<?') || token.startsWith('<!--')) continue;
    if (!token.startsWith('<!') && FOREIGN_ENTITY.test(token)) return 'not XML';
    if (token.startsWith('</')) depth -= 1;
    else if (token.startsWith('<') && !token.startsWith('<!')) {
      if (depth === 0) roots += 1;
      if (!token.endsWith('/>')) depth += 1;
    } else if (depth === 0 && token.trim() !== '') return 'not XML';
    if (depth < 0 || roots > 1) return 'not XML';
    if (depth > DEEPEST_NESTING) return 'nested too deep';
  }
  if (/^<!doctype/i.test(text.slice(end, end + 9))) return 'doctype';
  if (end < text.length) return 'not XML';
  return depth === 0 && roots === 1 ? 'fine' : 'not XML';
}
