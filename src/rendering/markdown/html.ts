import type { InlineMatch, RenderWithin } from './inline-match.ts';
import { decodeEntities } from './entities.ts';
import { matchAt } from './match-at.ts';
import type { Tags } from './tags.ts';

const UNFINISHED_TAG = /<[A-Za-z][A-Za-z0-9]{0,12}\s[^<>\n]{0,400}$/y;
const AUTOLINK =
  /<((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000}|[\w.+-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,5})>/iy;
const UNFINISHED_AUTOLINK = /<https?:\/\/[^\s<>]{0,2000}$/iy;

/** Reads an address, a comment or a tag at a `<`. Anything else is text, such as `List<String>` or `a<b`. */
export function readHtml(
  raw: string,
  at: number,
  tags: Tags,
  renderWithin: RenderWithin,
): InlineMatch {
  const address = matchAt(AUTOLINK, raw, at);
  if (address !== undefined) {
    const url = decodeEntities(address[1] ?? '').replace(/^mailto:/i, '');
    return { text: url, to: at + address[0].length };
  }
  if (raw.startsWith('<!--', at)) {
    const end = raw.indexOf('-->', at + 4);
    if (end === -1) return { waitsFor: '-->' };
    return tags.isNamed(at, end + 3) ? undefined : { text: '', to: end + 3 };
  }
  const isUnfinished = matchAt(UNFINISHED_TAG, raw, at) ?? matchAt(UNFINISHED_AUTOLINK, raw, at);
  return isUnfinished === undefined ? tags.read(at, renderWithin) : { waitsFor: '>' };
}
