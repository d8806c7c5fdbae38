import { estimateTokens } from '../answering/estimate-tokens.ts';

const LAST_SENTENCE_END = /^[^]*[。！？!?；;\n]|^[^]*\.(?=\s)/;
/** A cut that gives up more than this share of the text goes through a sentence instead. */
const MOST_GIVEN_UP = 0.3;

/** Returns the beginning of a text that has at most so many estimated tokens, up to the end of a sentence if one is near. */
export function cutToTokens(text: string, tokens: number): string {
  if (tokens <= 0) return '';
  if (estimateTokens(text) <= tokens) return text;
  let fits = 0;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (estimateTokens(text.slice(0, middle)) <= tokens) fits = middle;
    else tooLong = middle;
  }
  const cut = text.slice(0, fits).toWellFormed();
  const sentences = LAST_SENTENCE_END.exec(cut)?.[0] ?? '';
  return (sentences.length >= cut.length * (1 - MOST_GIVEN_UP) ? sentences : cut).trimEnd();
}
