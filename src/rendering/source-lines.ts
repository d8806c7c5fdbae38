import type { AllowedLinks } from './links/allowed-links.ts';
import { limitLinks } from './links/limit-links.ts';
import { webLink } from './web-link.ts';

interface ShownSource {
  readonly number: number;
  readonly title: string;
  readonly heading: string;
  readonly address?: string;
}

const LONGEST_NAME = 60;

/** Returns a line for each source, in the order of their numbers: `[1] 《标题》› 小标题`, as a link where it has an address. */
export function sourceLines(
  sources: readonly ShownSource[],
  {
    language,
    links,
  }: { readonly language: 'zh' | 'en'; readonly links?: AllowedLinks | undefined },
): string {
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  return [...byNumber.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, title, heading, address }) => {
      // A question with its answer is a document of its own, named like its only heading.
      const place = [title === heading ? '' : named(title, language), heading]
        .filter((part) => part.trim() !== '')
        .join('› ');
      const name = shorten(language === 'zh' ? place : place.replaceAll('› ', ' › '));
      // A document may be called like an address. What it is called is no invention of a model.
      const shown = links && !links.unknown ? limitLinks(name, { allowed: links }) : name;
      return `[${number}] ${webLink(address ?? '', shown)}`;
    })
    .join('\n');
}

function named(title: string, language: 'zh' | 'en'): string {
  return language === 'zh' ? `《${title}》` : title;
}

function shorten(name: string): string {
  const characters = [...name];
  return characters.length > LONGEST_NAME
    ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…`
    : name;
}
