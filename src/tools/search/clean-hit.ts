import { MOST_SNIPPET_CHARACTERS, type RawHit } from './search-backend.ts';

/** A page that was found, in words that can be shown to a model. It is a stranger's text. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  /** Empty where it is not told. */
  readonly site: string;
  /** As the service writes it; empty where it is not told. */
  readonly date: string;
  readonly snippet: string;
}

const LONGEST_TITLE = 200;
const LONGEST_URL = 1000;
const LONGEST_NOTE = 60;

/** Bounds what a service tells of a page; undefined where it has no address of the web. */
export function cleanHit({ title, url, site, date, snippet }: RawHit): SearchHit | undefined {
  const address = readAddress(url);
  if (address === undefined) return undefined;
  return {
    title: toPlainLine(title, LONGEST_TITLE),
    url: address,
    site: toPlainLine(site, LONGEST_NOTE),
    date: toPlainLine(date, LONGEST_NOTE),
    snippet: toPlainLine(snippet, MOST_SNIPPET_CHARACTERS),
  };
}

/** What no reader sees, and a model may: direction marks, tags, fillers and others. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns text on one line, without invisible characters; empty for anything else. */
export function toPlainLine(text: unknown, longest: number): string {
  if (typeof text !== 'string') return '';
  const line = text.replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}

function readAddress(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { protocol, href, username, password } = new URL(url);
  const isOfTheWeb = protocol === 'http:' || protocol === 'https:';
  if (!isOfTheWeb || username !== '' || password !== '') return undefined;
  return href.length <= LONGEST_URL ? href : undefined;
}
