/** Texts that must not leave with a provider's sentence. */
export interface Private {
  readonly apiKey?: string | undefined;
  /** The question, the history, and everything else that the follower wrote or read. */
  readonly conversation: readonly string[];
}

const LONGEST_QUOTE = 200;
/** The number of Chinese characters in a row, or letters and digits, that is no coincidence. */
const TELLING_HAN = 4;
const TELLING_OTHER = 8;

/** Returns a provider's sentence for a log: short, without keys, and only if it repeats nothing of the conversation. */
export function quotableWords(
  words: string,
  { apiKey, conversation }: Private,
): string | undefined {
  const shown = hideKeys(withoutControls(words), apiKey);
  const quote = shown.length > LONGEST_QUOTE ? `${shown.slice(0, LONGEST_QUOTE)}…` : shown;
  const telling = new RegExp(
    String.raw`\p{Script=Han}{${TELLING_HAN}}|[\p{L}\p{N}]{${TELLING_OTHER}}`,
    'u',
  );
  const plainQuote = plain(quote);
  const said = conversation.map(plain);
  for (let at = 0; at < plainQuote.length; at += 1) {
    const rest = plainQuote.slice(at, at + TELLING_OTHER);
    const run = telling.exec(rest);
    if (run?.index === 0 && said.some((text) => text.includes(run[0]))) return undefined;
  }
  const spaced = ` ${quote.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const isWhole = (text: string) =>
    text !== '' &&
    (/^[\w]+$/.test(text) ? spaced.includes(` ${text} `) : plainQuote.includes(text));
  return said.some(isWhole) ? undefined : quote;
}

/** Removes what is no letter and steers a terminal, turns the direction of a line, or parts a key invisibly. */
export function withoutControls(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, (found) => (/\s/.test(found) ? ' ' : ''));
}

/** Removes keys from a sentence: the deployer's own, whole or in part, and what looks like another. */
export function hideKeys(words: string, apiKey: string | undefined): string {
  const own = apiKey ? words.replaceAll(apiKey, '[key]') : words;
  return own
    .replace(/\bBearer\s+\S+/gi, 'Bearer [key]')
    .replace(/\b(?:sk|ak|pk|gsk|xai|tp)-[\w*.-]{4,}|\bAIza[\w-]{8,}|\bbce-v3\/\S+/g, '[key]')
    .replace(/\b[\w.-]*\*{3,}[\w.-]*/g, '[key]');
}

/** Returns letters and digits only, so that line breaks, quotation marks and capitals hide nothing. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
