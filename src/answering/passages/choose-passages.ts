import { estimateTokens } from '../estimate-tokens.ts';
import { shorten } from '../quotation/compose-quotation.ts';
import { MOST_PASSAGE_BYTES, type Passage } from '../retriever.ts';

/** A section of a document as a model reads it. */
export interface NumberedPassage {
  readonly number: number;
  readonly title: string;
  readonly heading: string;
  readonly address?: string;
  readonly body: string;
}

/** The most that passages take of what a model reads. */
const MOST_TOKENS = 1500;

/** Numbers the passages that a model reads, best first and whole; those of one section have one number. */
export function choosePassages(found: readonly Passage[]): readonly NumberedPassage[] {
  const chosen = new Map<string, NumberedPassage>();
  let tokens = 0;
  for (const { document, title, heading, address, body: whole } of found) {
    const body = shorten(whole, MOST_PASSAGE_BYTES);
    tokens += estimateTokens(`${title} ${heading} ${body}`);
    if (tokens > MOST_TOKENS && chosen.size > 0) break;
    const section = JSON.stringify([document, title, heading, address]);
    const known = chosen.get(section);
    if (known?.body.includes(body)) continue;
    chosen.set(section, {
      number: known?.number ?? chosen.size + 1,
      title,
      heading,
      body: known ? `${known.body}\n\n${body}` : body,
      ...(address !== undefined && { address }),
    });
  }
  return [...chosen.values()];
}
