import { findLinks } from '../../rendering/links/find-links.ts';

/** What a follower sent to be read. */
export interface SharedLinks {
  /** The first of them, with their scheme. */
  readonly addresses: readonly string[];
  /** What was written beside them; empty when they came alone. */
  readonly words: string;
}

const MOST_READ = 2;
const SCHEME = /^https?:\/\//i;
/** Links of articles are often copied without their scheme. */
const ARTICLE = /^mp\.weixin\.qq\.com\/(?:s|mp)[/?]/i;
const LONGEST = 2000;

/**
 * Finds the pages that a follower shares: cards, which begin with the line `cardHead` and end with their address, and
 * addresses in a text. Undefined without any.
 */
export function findSharedLinks(question: string, cardHead: string): SharedLinks | undefined {
  const addresses: string[] = [];
  const words: string[] = [];
  let isInCard = false;
  for (const line of question.split('\n')) {
    if (line === cardHead) isInCard = true;
    else if (isInCard) {
      if (!SCHEME.test(line) || /\s/.test(line.trim())) continue;
      addresses.push(line.trim());
      isInCard = false;
    } else words.push(takeOut(line, addresses));
  }
  const found = [...new Set(addresses)].filter((address) => address.length <= LONGEST);
  if (found.length === 0) return undefined;
  return { addresses: found.slice(0, MOST_READ), words: toWords(words.join('\n')) };
}

/** Takes the addresses out of a line, and returns the rest. */
function takeOut(line: string, addresses: string[]): string {
  let rest = '';
  let done = 0;
  for (const { from, to } of findLinks(line)) {
    const end = endOf(line, from, to);
    const link = line.slice(from, end);
    if (!SCHEME.test(link) && !ARTICLE.test(link)) continue;
    addresses.push(SCHEME.test(link) ? link : `https://${link}`);
    rest += `${line.slice(done, from)} `;
    done = end;
  }
  return rest + line.slice(done);
}

/** Signs that end a sentence are no part of a link, but those that an address needs are. */
function endOf(line: string, from: number, to: number): number {
  const opened = line.slice(from, to).split('(').length - line.slice(from, to).split(')').length;
  const more = opened > 0 ? /^_*\)/.exec(line.slice(to)) : /^_+/.exec(line.slice(to));
  return to + (more?.[0].length ?? 0);
}

/** Signs and blanks alone ask nothing. */
function toWords(rest: string): string {
  return /[\p{L}\p{N}]/u.test(rest) ? rest.trim() : '';
}
