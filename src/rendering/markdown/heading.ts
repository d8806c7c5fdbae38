import { renderInline } from './inline.ts';
import { QUOTE } from './line-prefixes.ts';
import type { Subject } from './subject.ts';

/** Renders the text of a heading as `【title】`; undefined where nothing of it is left. */
export function renderHeading(
  text: string,
  quoteDepth: number,
  subject: Subject,
): string | undefined {
  subject.hear(text);
  const content = text.replace(/[ \t]+#+[ \t]*$/, '').trim();
  // A heading of nothing but a tag is about the tag.
  const rendered = renderInline(content, { subject }).text.replace(/\s+/g, ' ').trim();
  const title = rendered === '' && /[\p{L}\p{N}]/u.test(content) ? content : rendered;
  if (title === '') return undefined;
  return QUOTE.repeat(quoteDepth) + (title.startsWith('【') ? title : `【${title}】`);
}
