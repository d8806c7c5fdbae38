import { MOST_PASSAGE_BYTES, type Passage } from '../retriever.ts';
import { chooseTableRows } from './choose-table-rows.ts';
import type { QuotationTexts } from './quotation-texts.ts';

/** What a quotation is made of. */
export interface Quotation {
  readonly question: string;
  readonly best: Passage;
  /** Other places that are named. */
  readonly others: readonly Passage[];
  readonly texts: QuotationTexts;
}

/** Words a quotation, in Markdown: the passage, its source, other places, and that no model wrote it. */
export function composeQuotation({ question, best, others, texts }: Quotation): string {
  const source = texts.source(best.title, best.heading);
  const elsewhere = new Set(others.map(({ title, heading }) => texts.source(title, heading)));
  elsewhere.delete(source);
  const { body, isPart } = chooseTableRows(withoutTitle(best), question);
  return [
    shorten(body, MOST_PASSAGE_BYTES),
    ...(isPart ? [texts.rowsOnly] : []),
    texts.quotedFrom(source),
    ...(isOpenable(best.address) ? [texts.openAt(best.address)] : []),
    ...(elsewhere.size > 0 ? [texts.seeAlso([...elsewhere])] : []),
    texts.quotation,
  ].join('\n\n');
}

/** A text without headings often begins with its title, which the source names below it. */
function withoutTitle({ title, body }: Passage): string {
  const [first = '', ...rest] = body.split('\n');
  const others = rest.join('\n').trim();
  return others !== '' && lettersOf(first) === lettersOf(title) ? others : body;
}

function lettersOf(line: string): string {
  return line.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** An address that stands in a text as it is. */
function isOpenable(address: string | undefined): address is string {
  return address !== undefined && /^https?:\/\/[!-~]+$/.test(address);
}

/** Cuts Markdown to `maximumBytes` of UTF-8 (and a little for the dots) at the end of a sentence or line. */
export function shorten(markdown: string, maximumBytes: number): string {
  if (Buffer.byteLength(markdown) <= maximumBytes) return markdown;
  let bytesLeft = maximumBytes;
  let end = 0;
  for (const character of markdown) {
    bytesLeft -= Buffer.byteLength(character);
    if (bytesLeft < 0) break;
    end += character.length;
  }
  const fitting = markdown.slice(0, end);
  const sentenceEnd = [...fitting.matchAll(/[。！？!?；\n]|\.(?=\s)/g)].at(-1)?.index ?? 0;
  // A text without sentences is cut where the room ends.
  const cut = fitting.slice(0, sentenceEnd * 3 > end ? sentenceEnd + 1 : end).trimEnd();
  const fences = cut.match(/^ {0,3}(?:`{3,}|~{3,})/gm) ?? [];
  const [mark = ''] = fences.slice(-1);
  return fences.length % 2 === 1 ? `${cut}\n${mark}\n\n……` : `${cut}\n\n……`;
}
