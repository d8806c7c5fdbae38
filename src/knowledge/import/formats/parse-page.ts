import { DocumentProblem } from '../document-problem.ts';
import { NO_TEXT_IN_PAGE } from '../page-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { readMainPart } from './read-main-part.ts';

/** Below this share of a page's text, what was taken for its main part is not what it says. */
const LEAST_OF_PAGE = 0.3;

/** Reads a page of a website: what it says, without what its site puts around it. */
export async function parsePage(html: string, address: string): Promise<ParsedDocument> {
  const whole = htmlToMarkdown(html, { address });
  const main = await readMainPart(html);
  const part = main && htmlToMarkdown(main.html, { address }).markdown;
  const isEnough = part !== undefined && part.length > whole.markdown.length * LEAST_OF_PAGE;
  return toPageDocument({
    title: main?.title ?? whole.title,
    about: [main?.site, main?.date],
    markdown: isEnough ? part : whole.markdown,
    address,
  });
}

/**
 * Puts title, site and date before the text of a page, so that an answer can say how old it is. Throws DocumentProblem
 * for a page without text.
 */
export function toPageDocument({
  title = '',
  about,
  markdown,
  address,
}: {
  readonly title?: string | undefined;
  /** The site and the date, where they are known. */
  readonly about: readonly (string | undefined)[];
  readonly markdown: string;
  readonly address: string;
}): ParsedDocument {
  if (markdown.trim() === '') throw new DocumentProblem(NO_TEXT_IN_PAGE);
  const known = about.filter((one) => one !== undefined && one !== '').join(' · ');
  const heading = title.replace(/\s+/g, ' ').trim();
  const [first = ''] = markdown.split('\n', 1);
  // Many pages repeat their title as the first heading, with less around it.
  const isRepeated = first.startsWith('# ') && heading.includes(first.slice(2).trim());
  const body = isRepeated ? markdown.slice(first.length).trimStart() : markdown;
  const text = [heading && `# ${heading}`, known, body].filter((part) => part !== '');
  return {
    is: 'text',
    text: text.join('\n\n'),
    isMarkdown: true,
    title: heading || address,
    address,
  };
}
