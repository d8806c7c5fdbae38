import { Parser } from 'htmlparser2';

/** What a sitemap lists: pages, or further sitemaps. */
export interface Sitemap {
  readonly is: 'pages' | 'sitemaps';
  readonly addresses: readonly string[];
}

/** Reads a sitemap as sitemaps.org describes it; undefined for any other XML. */
export function parseSitemap(xml: string): Sitemap | undefined {
  const addresses: string[] = [];
  const open: string[] = [];
  let is: Sitemap['is'] | undefined;
  let text = '';
  const parser = new Parser(
    {
      onopentagname(name) {
        if (open.length === 0 && is === undefined)
          is = ({ urlset: 'pages', sitemapindex: 'sitemaps' } as const)[name];
        open.push(name);
        text = '';
      },
      ontext(piece) {
        text += piece;
      },
      onclosetag(name) {
        open.pop();
        // Pictures and videos of a page have addresses with other names.
        const isListed = open.length === 2 && (open[1] === 'url' || open[1] === 'sitemap');
        if (name === 'loc' && isListed && text.trim() !== '') addresses.push(text.trim());
        text = '';
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return is && { is, addresses };
}
