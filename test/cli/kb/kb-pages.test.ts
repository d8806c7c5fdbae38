import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { registerKbCommands } from '../../../src/cli/kb/register-kb-commands.ts';
import { makePdf } from '../../knowledge/import/make-files.ts';
import { runCommandLine } from '../../support/run-command.ts';
import { says, startScriptedModel } from '../../support/scripted-model.ts';
import { fetchFrom, servePages, type Website } from '../../tools/fetch/serve-pages.ts';

const sentence = 'Unused goods can be sent back within 7 days of delivery, in their box. ';
const returns = (more = '') => `<html><head><title>Returns</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Returns</h1><p>${sentence.repeat(6)}${more}</p></article></body></html>`;

/** Each page is read in a process of its own, which takes seconds on a busy machine. */
const MOST_MS = 90_000;

/** Serves one body for each path; what is not there is 404. */
function serve(pages: Readonly<Record<string, string | Buffer>>): Promise<Website> {
  return servePages(({ url = '' }, response) => {
    const body = pages[url];
    if (body === undefined) return void response.writeHead(404).end();
    const type = url.endsWith('.xml')
      ? 'application/xml'
      : url.endsWith('.pdf')
        ? 'application/pdf'
        : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(body);
  });
}

/** The commands in a deployer's folder, with a web of one site. */
function makeProject(site: Website, settings: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-kb-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, '.env'), [`DATA_DIR=${join(folder, 'data')}`, ...settings].join('\n'));
  const run = (words: readonly string[], language = 'C') =>
    runCommandLine(['kb', ...words], {
      ...{ folder, environment: { LANG: language }, register: registerKbCommands },
      fetchPage: fetchFrom(site),
    });
  const list = async () =>
    JSON.parse((await run(['list', '--json'])).says) as Record<string, unknown>[];
  return { folder, run, list };
}

it('a page is added under its address, is cited with it, and is replaced when it is added again', async () => {
  const pages: Record<string, string> = { '/returns': returns() };
  const site = await serve(pages);
  const model = await startScriptedModel();
  onTestFinished(() => model.close());
  const { run, list } = makeProject(site, [
    `OPENAI_BASE_URL=${model.url}`,
    'OPENAI_MODEL=scripted',
  ]);
  const address = site.url('/returns');
  expect(await run(['add', `${address}#top`])).toEqual({
    ...{ code: 0, complains: '', says: `✓ ${address}: 1 passage\n` },
  });
  expect(await list()).toEqual([
    { document: address, title: 'Returns', passages: 1, state: 'ok', problem: null, address },
  ]);
  expect((await run(['list'])).says).toContain(address);
  model.next(says('Within 7 days [1].'));
  const asked = JSON.parse((await run(['ask', 'sent back within how many days', '--json'])).says);
  expect(asked).toMatchObject({ sources: [{ title: 'Returns', address }] });
  // Bytes that say nothing differ with each request of many pages.
  pages['/returns'] = returns().replace('<nav>', '<script>var at = 1;</script><nav>');
  expect((await run(['add', address])).says).toContain('unchanged');
  pages['/returns'] = returns('Send them to Suzhou. ');
  expect((await run(['add', address])).says).not.toContain('unchanged');
  expect((await run(['search', 'Suzhou', '--json'])).says).toContain('Send them to Suzhou');
  expect((await run(['remove', `${address}#top`])).says).toBe(
    `${address} is removed from default.\n`,
  );
  expect(await list()).toEqual([]);
});

it('a page that cannot be read any more leaves what was read of it', async () => {
  const pages: Record<string, string> = { '/returns': returns() };
  const site = await serve(pages);
  const { run, list } = makeProject(site);
  await run(['add', site.url('/returns')]);
  delete pages['/returns'];
  const again = await run(['add', site.url('/returns')]);
  expect(again).toMatchObject({ code: 1, says: '' });
  expect(again.complains).toContain('HTTP 404');
  expect(again.complains).toContain('What was read of it before stays');
  expect(await list()).toMatchObject([{ state: 'ok', passages: 1 }]);
});

it('what cannot be fetched is said in the language of the terminal, and nothing is stored', async () => {
  const site = await serve({
    '/app': '<title>App</title><div id="root"></div>',
    '/feed.xml': '<rss/>',
  });
  const { run, list } = makeProject(site);
  const told: readonly (readonly [string, string, string])[] = [
    [site.url('/none'), 'no such page (HTTP 404)', '没有这个网页（HTTP 404）'],
    [site.url('/app'), 'no text as long as its scripts do not run', '要运行脚本才有文字'],
    [site.url('/feed.xml'), 'neither a page nor text nor a PDF', '既不是网页，也不是文本或 PDF'],
    ['http://169.254.169.254/latest/', 'only the internet is read', '只读取公网上的网页'],
    ['http://localhost/', 'only the internet is read', '只读取公网上的网页'],
    ['https://shop.example:8443/', 'Only the ports 80 and 443', '只读取 80 和 443 端口'],
    ['https://a:b@shop.example/', 'no address of a page', '不是网页的地址'],
  ];
  const addresses = told.map(([address]) => address);
  const english = await run(['add', ...addresses]);
  const chinese = await run(['add', ...addresses], 'zh_CN.UTF-8');
  expect(english.code).toBe(1);
  for (const [, en, zh] of told) {
    expect(english.complains).toContain(en);
    expect(chinese.complains).toContain(zh);
  }
  expect(await list()).toEqual([]);
});

it(
  'a sitemap adds its pages, as many as asked for, and says how many there are',
  async () => {
    const paths = ['/a', '/b', '/c', '/d'];
    const pages: Record<string, string> = {};
    const site = await serve(pages);
    for (const path of paths) pages[path] = returns(`This is ${path}. `);
    const list = (found: readonly string[]) =>
      found.map((one) => `<url><loc>${one}</loc></url>`).join('');
    const elsewhere = site.url('/e', 'other.example');
    pages['/sitemap.xml'] =
      `<urlset>${list([...paths.map((path) => site.url(path)), elsewhere])}</urlset>`;
    pages['/index.xml'] =
      `<sitemapindex><sitemap><loc>${site.url('/sitemap.xml')}</loc></sitemap></sitemapindex>`;
    const project = makeProject(site);
    const some = await project.run(['add', site.url('/sitemap.xml'), '--most', '3']);
    expect(some.code).toBe(0);
    expect(some.complains).toContain(
      'The sitemap lists 4 pages, and 3 are read. --most 4 reads them all.',
    );
    expect((await project.list()).map(({ document }) => document)).toEqual(
      paths.slice(0, 3).map((path) => site.url(path)),
    );
    const all = await project.run(['add', site.url('/index.xml')]);
    expect(all).toMatchObject({ code: 0, complains: '' });
    expect(await project.list()).toHaveLength(4);
    expect(site.asked.filter((one) => one.startsWith('other'))).toEqual([]);
  },
  MOST_MS,
);

it('a PDF is read like a file, and a file and a page can be added together', async () => {
  const site = await serve({
    '/warranty.pdf': makePdf([[{ text: '电饭煲整机保修 24 个月。', y: 740 }]]),
  });
  const { run } = makeProject(site);
  const file = join(mkdtempSync(join(tmpdir(), 'kuaihui-kb-pages-')), 'opening.md');
  onTestFinished(() => rmSync(join(file, '..'), { recursive: true, force: true }));
  writeFileSync(file, '# Opening\n\n9:00 to 18:00.\n');
  const added = await run(['add', file, site.url('/warranty.pdf')]);
  expect(added.says).toContain('✓ opening.md: 1 passage');
  expect(added.says).toContain(`✓ ${site.url('/warranty.pdf')}: 1 passage`);
  expect((await run(['search', '保修多久'])).says).toContain('整机保修 24 个月');
});

it('an article is known by its short form, and a notice in its place is named', async () => {
  const pageOf = (name: string) =>
    readFileSync(new URL(`../../fixtures/articles/${name}.html`, import.meta.url), 'utf8');
  const site = await serve({});
  const short = 'https://mp.weixin.qq.com/s/aAaAaAaA';
  const asked: string[] = [];
  const project = makeProject(site);
  const run = (words: readonly string[], page: string, language = 'C') =>
    runCommandLine(['kb', ...words], {
      ...{ folder: project.folder, environment: { LANG: language }, register: registerKbCommands },
      fetchPage: (address) => {
        asked.push(address);
        const content = { kind: 'html', text: pageOf(page) } as const;
        return Promise.resolve({ is: 'fetched', page: { address, content } });
      },
    });
  const added = await run(['add', `${short}?from=timeline`], 'article');
  expect(added.says).toBe(`✓ ${short}: 2 passages\n`);
  expect(asked).toEqual([short]);
  expect((await run(['search', '密封圈多久换'], 'article')).says).toContain('密封圈每两年换一次');
  const deleted = await run(['add', short], 'deleted', 'zh_CN.UTF-8');
  expect(deleted.complains).toContain('文章已被发布者删除。以前读到的内容仍在用');
  expect(await project.list()).toHaveLength(1);
});

it('--address is refused beside a page', async () => {
  const site = await serve({});
  const { run } = makeProject(site);
  const added = await run(['add', site.url('/a'), '--address', 'https://a.example/']);
  expect(added).toMatchObject({
    code: 1,
    complains: '--address is for a file; a page has its own address.\n',
  });
});
