import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const markdownIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
/** What speaks of the code as it is. Decisions speak of it as it was on their day. */
const DOCUMENTS = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('docs/install')];
const ALL = [...DOCUMENTS, ...markdownIn('docs/decisions')];

/** The files and folders of the repository, as paths from its root that begin with a slash. */
const PATHS = [
  ...readdirSync(ROOT).map((name) => `/${name}`),
  ...['src', 'test', 'scripts', 'docs', 'handbook', 'deploy'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `/${folder}/${name}`,
    ),
  ),
];
/** What a running server has, and not the repository. */
const MADE_LATER = /^(?:dist|data|simulator|node_modules)\//;
const CODE_NAME = /`(\w[\w./-]*(?:\.(?:tsx?|js|lua)|\/))`/g;
const LINK = /\]\(([^)\s]+)\)/g;

const read = (document: string) => readFileSync(join(ROOT, document), 'utf8');
const withoutBlocks = (document: string) => read(document).replace(/^```[^]*?^```/gm, '');

const linksOf = (document: string) =>
  [
    ...withoutBlocks(document)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(LINK),
  ]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (document: string) =>
  withoutBlocks(document)
    .split('\n')
    .filter((line) => /^#+ /.test(line))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-'),
    );

describe.each(DOCUMENTS)('%s', (document) => {
  it('names only files and folders of the code that exist', () => {
    const missing = [...read(document).matchAll(CODE_NAME)]
      .map(([, name = '']) => name)
      .filter((name) => !MADE_LATER.test(name))
      .filter((name) => {
        const end = `/${name.replace(/\/$/, '')}`;
        return !PATHS.some((path) => path.endsWith(end));
      });
    expect(missing).toEqual([]);
  });
});

describe.each(ALL)('%s', (document) => {
  it('links only to pages and headings that exist', () => {
    const broken = linksOf(document).filter((target) => {
      const [path = '', anchor] = target.split('#');
      const page = path === '' ? document : join(dirname(document), path);
      if (!existsSync(join(ROOT, page))) return true;
      return anchor !== undefined && !anchorsOf(page).includes(decodeURIComponent(anchor));
    });
    expect(broken).toEqual([]);
  });
});

it('the two READMEs link the same pages', () => {
  const pagesOf = (readme: string) =>
    new Set(
      linksOf(readme)
        .map((target) => target.replace(/#.*/, '').replace('.zh-CN', ''))
        .filter((page) => page !== '' && page !== 'README.md'),
    );
  expect(pagesOf('README.zh-CN.md')).toEqual(pagesOf('README.md'));
});
