import { expect, it } from 'vitest';
import { parseSitemap } from '../../../src/knowledge/import/parse-sitemap.ts';

it('lists the pages of a sitemap, not their pictures', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://shop.example/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod>
<image:image><image:loc>https://shop.example/a.jpg</image:loc></image:image></url>
<url><loc><![CDATA[https://shop.example/b]]></loc></url><url><loc/></url></urlset>`;
  expect(parseSitemap(xml)).toEqual({
    is: 'pages',
    addresses: ['https://shop.example/a?x=1&y=2', 'https://shop.example/b'],
  });
});

it('lists the sitemaps of an index', () => {
  const xml =
    '<sitemapindex><sitemap><loc>https://shop.example/s1.xml</loc></sitemap></sitemapindex>';
  expect(parseSitemap(xml)).toEqual({ is: 'sitemaps', addresses: ['https://shop.example/s1.xml'] });
});

it.each(['<rss><channel><loc>https://a.example/</loc></channel></rss>', '', 'no XML'])(
  '%s is no sitemap',
  (xml) => {
    expect(parseSitemap(xml)).toBeUndefined();
  },
);
