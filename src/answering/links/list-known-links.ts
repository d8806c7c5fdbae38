import { domainToASCII } from 'node:url';
import { addressKey } from '../../rendering/links/address-key.ts';
import { ENDS_ADDRESS, findLinks } from '../../rendering/links/find-links.ts';
import { readThrough } from '../../rendering/links/read-through.ts';
import { isPlainlyHost } from '../../rendering/links/top-level-domains.ts';
import type { AllowedLinks } from '../../turns/answer-event.ts';
import type { Language } from '../language-of-question.ts';

const MARKS = {
  zh: { marked: '（未核实）', 'left-out': '（链接已省略）' },
  // No line is divided between a link and its mark.
  en: { marked: '\u00a0(unverified)', 'left-out': '(link omitted)' },
} as const;
/** An earlier answer does not make a link known that was marked in it. */
const MARK_AFTER = /^）?\s?[（(](?:未核实|unverified)[）)]/;
const MAY_HOLD_ADDRESS = /[.．｡/／]|%2e/i;
/** Far more than an answer can link to; each costs time when a link is judged. */
const MOST_ADDRESSES = 1000;
/** How far an address may go on in Chinese. */
const LONGEST_ENDING = 300;

export interface LinkOrigins {
  /** Hosts, with those below them, to which the owner lets answers link. */
  readonly listed: readonly string[];
  /** What the owner wrote for the model: a host that stands there alone stands for all of its pages. */
  readonly ownWords: string;
  /** Everything else that the model has read, the newest first: only the very addresses in it are known. */
  readonly texts: readonly string[];
}

/** Lists the links that a model was given, and says what becomes of the others. */
export function listKnownLinks(
  { listed, ownWords, texts }: LinkOrigins,
  { unknown, language }: { readonly unknown: 'marked' | 'left-out'; readonly language: Language },
): AllowedLinks {
  const own = listAddresses(ownWords);
  const hosts = own.filter((address) => !/[:/?#@]/.test(address)).map(toHost);
  const ofOwner: AllowedLinks = {
    hosts: [...new Set(hosts.flatMap((host) => [host, `www.${host}`]))],
    domains: listed.map(toHost).filter((host) => host !== ''),
    addresses: [...new Set(own.map(addressKey))],
    ...{ mark: MARKS[language][unknown], unknown },
  };
  return texts.reduceRight(addKnownLinks, ofOwner);
}

/** Adds the links of a text that the model has read since; of very many the newest are known. */
export function addKnownLinks(allowed: AllowedLinks, text: string): AllowedLinks {
  const added = listAddresses(text).map(addressKey);
  if (added.length === 0) return allowed;
  const addresses = [...new Set([...added, ...allowed.addresses])];
  return { ...allowed, addresses: addresses.slice(0, MOST_ADDRESSES) };
}

/** Lists the addresses in a text. */
function listAddresses(written: string): readonly string[] {
  // Most lines of a conversation hold none, and reading them closely takes long.
  const lines = written.split('\n').filter((line) => MAY_HOLD_ADDRESS.test(line));
  const { text } = readThrough(lines.join('\n'));
  const found = findLinks(text, isPlainlyHost).slice(0, MOST_ADDRESSES);
  return found.flatMap(({ from, to }) => {
    if (MARK_AFTER.test(text.slice(to, to + 20))) return [];
    const rest = text.slice(to, to + LONGEST_ENDING);
    const end = rest.search(ENDS_ADDRESS);
    // Chinese at the end may be a part of the address or of the sentence.
    const longer = text.slice(from, to) + (end === -1 ? rest : rest.slice(0, end));
    return longer.length > to - from ? [text.slice(from, to), longer] : [text.slice(from, to)];
  });
}

function toHost(name: string): string {
  return domainToASCII(name.toLowerCase()).replace(/^www\./, '');
}
