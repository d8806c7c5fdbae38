import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerKbCommands } from '../../../src/cli/kb/register-kb-commands.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../../support/redis-server.ts';
import { says, startScriptedModel } from '../../support/scripted-model.ts';
import { runCommandLine } from '../../support/run-command.ts';

const RETURNS = `# 退换货

## 多久之内可以退货？

签收之日起 7 天内，未使用、包装完好的商品可以退货。在 https://help.example.net/returns 填写申请。

## 运费谁出？

因质量问题退货，运费由我们承担；其他原因由顾客承担。
`;
const COOKERS = `# Rice cookers

## How much rice fits into the R4?

The R4 cooks up to six cups of rice, which is enough for eight people.

## How is the lid cleaned?

Take the inner lid off and wash it by hand; it is not made for the dishwasher.
`;
const FAQ = `问题,问法,答案
几点开门？,营业时间|周日开门吗,"9:00 到 18:00，
周一休息。"
`;

/** A folder as a deployer has it, with documents, and the commands in it. */
function makeProject(settings: readonly string[] = [], language: 'C' | 'zh_CN.UTF-8' = 'C') {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-kb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  writeFileSync(join(folder, '.env'), [`DATA_DIR=${dataDir}`, ...settings, ''].join('\n'));
  const write = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const run = (...words: readonly string[]) => {
    return runCommandLine(['kb', ...words], {
      ...{ folder, environment: { LANG: language } },
      register: registerKbCommands,
    });
  };
  const json = async (...words: readonly string[]) =>
    JSON.parse((await run(...words, '--json')).says) as unknown;
  return { folder, write, run, json };
}

function makeDocuments({ write }: ReturnType<typeof makeProject>) {
  write('docs/service/returns.md', RETURNS);
  write('docs/cookers.md', COOKERS);
  return dirname(write('docs/faq.csv', FAQ));
}

describe('kuaihui kb over SQLite', () => tellStories(() => []));

describe.runIf(hasRedis)('kuaihui kb over Redis', () =>
  tellStories(() => [`REDIS_URL=${redisUrl()}`, `REDIS_KEY_PREFIX=${makeKeyPrefix()}`]),
);

function tellStories(place: () => readonly string[]): void {
  it('takes a folder in with its subfolders, says what came of each, and lists it', async () => {
    const project = makeProject(place());
    const { run, json, write } = project;
    const docs = makeDocuments(project);
    write('docs/broken.pdf', '%PDF-1.7 and nothing else');
    write('docs/old.doc', 'x');
    const added = await run('add', docs);
    expect(added.code).toBe(1);
    expect(added.says).toContain('✓ service/returns.md: 2 passages');
    expect(added.says).toContain('✓ faq.csv: 1 entry of a FAQ');
    expect(added.says).toContain('help.example.net');
    expect(added.complains).toMatch(/✗ broken\.pdf: ./);
    expect(added.complains).toMatch(/✗ old\.doc: .*docx/i);
    const again = await run('add', join(docs, 'cookers.md'));
    expect(again).toMatchObject({
      code: 0,
      says: expect.stringContaining('unchanged, 2 passages'),
    });
    const listed = (await json('list')) as { document: string; state: string; problem: unknown }[];
    expect(listed.map(({ document, state }) => [document, state])).toEqual([
      ['broken.pdf', 'failed'],
      ['cookers.md', 'ok'],
      ['faq.csv', 'ok'],
      ['old.doc', 'failed'],
      ['service/returns.md', 'ok'],
    ]);
    expect(listed[4]).toEqual({
      ...{ document: 'service/returns.md', title: '退换货', passages: 2, state: 'ok' },
      ...{ problem: null, address: null },
    });
    expect(listed[0]?.problem).toEqual(expect.any(String));
    const table = await run('list');
    expect(table.says).toContain('5 documents, 5 passages, 2 failed');
  }, 60_000);

  it('finds passages, answers from the FAQ byte for byte, and quotes without a model', async () => {
    const project = makeProject(place());
    const { run, json } = project;
    expect(await run('add', makeDocuments(project))).toMatchObject({ code: 0, complains: '' });
    const { results } = (await json('search', '买了几天之内能退')) as {
      results: { document: string; text: string; score: number }[];
    };
    expect(results[0]).toEqual({
      ...{ document: 'service/returns.md', title: '退换货', heading: '多久之内可以退货？' },
      ...{ text: expect.stringContaining('7 天内'), score: expect.any(Number), address: null },
    });
    expect(await json('ask', '周日开门吗')).toEqual({
      answer: '9:00 到 18:00，\n周一休息。',
      ...{ sources: [], refused: false },
    });
    const quoted = (await json('ask', '多久之内可以退货？')) as { answer: string };
    expect(quoted.answer).toContain('签收之日起 7 天内');
  }, 60_000);
}

it('asks the model with what was found, and names the sources it cites', async () => {
  const model = await startScriptedModel();
  onTestFinished(() => model.close());
  const project = makeProject([`OPENAI_BASE_URL=${model.url}`, 'OPENAI_MODEL=scripted']);
  const { run, json, write } = project;
  const address = 'https://shop.example.com/returns';
  await run('add', write('returns.md', RETURNS), '--address', address);
  model.next(says('签收后 7 天内可以退[1]，见 https://evil.example.org/x 。'));
  const asked = (await json('ask', '几天内可以退货')) as { answer: string; sources: unknown };
  expect(asked.answer).toContain('签收后 7 天内可以退[1]');
  expect(asked.answer).not.toContain('evil.example.org');
  expect(asked.sources).toEqual([{ number: 1, title: '退换货', address }]);
  expect(model.calls).toHaveLength(1);
}, 60_000);

it('refuses what the documents do not say, where only they may answer', async () => {
  const project = makeProject(['KNOWLEDGE_ONLY=on', 'REFUSAL_TEXT=这个我不清楚。']);
  const { json, run } = project;
  await run('add', makeDocuments(project));
  expect(await json('ask', '明天股市会涨吗')).toEqual({
    ...{ answer: '这个我不清楚。', sources: [], refused: true },
  });
}, 60_000);

it('measures how often the right document is found, and refuses a sheet that does not fit', async () => {
  const project = makeProject();
  const { json, run, write } = project;
  await run('add', makeDocuments(project));
  const sheet = write(
    'questions.csv',
    'question,document\n多久之内可以退货,service/returns.md\nhow do I clean the lid,cookers.md\nhow many cups of rice,service/returns.md\n',
  );
  expect(await json('eval', sheet)).toEqual({
    ...{ questions: 3, recall: { '1': 2 / 3, '3': 2 / 3, '5': 2 / 3 } },
  });
  const wrong = await run('eval', write('wrong.csv', 'frage,document\nx,y\n'));
  expect(wrong).toMatchObject({ code: 1, complains: expect.stringContaining('question,document') });
  const unknown = await run('eval', write('unknown.csv', 'question,document\nx,cooker.md\n'));
  expect(unknown.complains).toContain('line 2: there is no document cooker.md');
}, 60_000);

it('removes a document, and says why it cannot', async () => {
  const project = makeProject();
  const { run, write, json } = project;
  await run('add', makeDocuments(project));
  expect((await run('remove', 'cookers.md')).code).toBe(0);
  expect((await json('list')) as unknown[]).toHaveLength(2);
  const gone = await run('remove', 'cookers.md');
  expect(gone).toMatchObject({
    code: 1,
    complains: expect.stringContaining('no document cookers.md'),
  });
  const missing = await run('add', '/nowhere/at-all.md');
  expect(missing.code).toBe(1);
  expect(missing.complains).toContain('/nowhere/at-all.md');
  const elsewhere = await run('add', write('x.md', COOKERS), '--base', 'Not A Base');
  expect(elsewhere.code).toBe(1);
}, 60_000);

it('says of which folder it has no right to read, in the language of the person', async () => {
  const { run, write, folder } = makeProject([], 'zh_CN.UTF-8');
  const sheet = dirname(write('closed/x.md', COOKERS));
  const missing = await run('add', 'nowhere.md');
  expect(missing.complains).toBe(`没有可以读取的文件或文件夹 ${join(folder, 'nowhere.md')}。\n`);
  const noSheet = await run('eval', sheet);
  expect(noSheet.complains).toBe(`${sheet} 读不了。\n`);
  if (process.getuid?.() === 0) return; // Root may read everything.
  chmodSync(sheet, 0);
  const closed = await run('add', 'closed');
  chmodSync(sheet, 0o700);
  expect(closed.complains).toContain(`没有权限读取 ${sheet}`);
}, 60_000);

it('names the base that it takes, completes an address, and counts what it skips', async () => {
  const project = makeProject(['KNOWLEDGE_BASES=products,shiping']);
  const { run, json, write } = project;
  write('docs/logo.png', 'x');
  write('docs/faq.csv', '问题,答案\n在哪里退货？,在 https://help.example.net/returns 填写\n');
  write('docs/near.csv', '标准问题,相似问法,回答\n几点开门？,营业时间,九点\n');
  const added = await run('add', 'docs');
  expect(added.complains).toContain('Into the base products:');
  expect(added.complains).toContain('1 skipped, which cannot be read as documents: png');
  expect(added.says).not.toContain('LINK_HOSTS');
  expect(added.says).toMatch(/near\.csv: .*it looks like a FAQ.*问题,问法,答案/);
  write('x.md', COOKERS);
  expect((await run('add', 'x.md', '--address', 'shop.example.com/x')).code).toBe(0);
  const [x] = (await json('list')) as { document: string; address: string }[];
  expect(x?.address ?? '').toBe('');
  expect(await json('list')).toContainEqual(
    expect.objectContaining({ document: 'x.md', address: 'https://shop.example.com/x' }),
  );
  const refused = await run('add', 'x.md', '--address', 'javascript:alert(1)');
  expect(refused).toMatchObject({ code: 1, complains: expect.stringContaining('--address') });
  await run('add', 'x.md', '--base', 'shipping');
  const listed = await run('list');
  expect(listed.complains).toContain(
    'names shiping, where there is no document; documents are in shipping',
  );
  write('broken.pdf', '%PDF-1.7 x');
  await run('add', 'broken.pdf');
  expect((await run('list')).says).toMatch(/! products › broken\.pdf: [^]*kb -- remove DOCUMENT/);
}, 120_000);

it('reads paths from where the person stands', async () => {
  const project = makeProject();
  const { run, write } = project;
  makeDocuments(project);
  write('questions.csv', '问题,文档\n多久之内可以退货,service/returns.md\n');
  expect(await run('add', 'docs')).toMatchObject({ code: 0, complains: '' });
  expect((await run('eval', 'questions.csv')).says).toContain('1 question over default');
}, 60_000);

it('keeps the documents of accounts apart', async () => {
  const project = makeProject();
  const { run, json } = project;
  await run('add', makeDocuments(project), '--base', 'service');
  expect(await json('list')).toEqual([]);
}, 60_000);
