import { measureHtml } from './measure-html.ts';

/** The part of a page for which people open it. */
interface MainPart {
  readonly html: string;
  readonly title?: string | undefined;
  readonly site?: string | undefined;
  /** As YYYY-MM-DD. */
  readonly date?: string | undefined;
}

/** Beyond these the tree of a page costs seconds or the whole stack; such a page is read from top to bottom. */
const DEEPEST = 200;
const MOST_ELEMENTS = 30_000;

/** Finds the main part of a page; undefined where it has none, or is too deep or too large to be looked at as a tree. */
export async function readMainPart(html: string): Promise<MainPart | undefined> {
  const { depth, elements } = measureHtml(html);
  if (depth > DEEPEST || elements > MOST_ELEMENTS) return undefined;
  const [{ parseHTML }, { Readability }] = await Promise.all([
    import('linkedom'),
    import('@mozilla/readability'),
  ]);
  // Readability needs a document with a body, and adds it to none.
  // The types of the DOM are none of a server's.
  const { document } = parseHTML(/<body[\s>]/i.test(html) ? html : `<body>${html}</body>`) as {
    document: never;
  };
  const article = new Readability(document).parse();
  if (!article?.content) return undefined;
  return {
    html: article.content,
    title: article.title ?? undefined,
    site: article.siteName ?? undefined,
    date: /^\d{4}-\d{2}-\d{2}/.exec(article.publishedTime ?? '')?.[0],
  };
}
