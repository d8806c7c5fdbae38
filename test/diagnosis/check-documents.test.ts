import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { checkDocuments, type StoredDocuments } from '../../src/diagnosis/check-documents.ts';
import type { Sentence } from '../../src/runtime/sentence.ts';

const stored: StoredDocuments = {
  ...{ bases: ['default'], documents: 2, passages: 30, failed: [], unlistedHosts: [] },
};
const model = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm' };

async function look(
  settings: Readonly<Record<string, string>>,
  facts: { readonly stored?: StoredDocuments; readonly files?: number } = {},
) {
  const warnings: Sentence[] = [];
  const findings = await checkDocuments(parseConfig(settings), {
    countFiles: () => Promise.resolve(facts.files ?? 1),
    stored: facts.stored,
    warn: (says) => warnings.push(says),
  });
  return { findings, warnings };
}

function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('says nothing where no document is set and none was added', async () => {
  expect(await look({})).toEqual({ findings: [], warnings: [] });
});

it('says how many documents answer, and from where', async () => {
  const { findings } = await look({ KNOWLEDGE_DIR: makeFolder() }, { stored });
  expect(findings).toMatchObject([{ name: 'documents', state: 'ok' }]);
  expect(findings[0]?.sentence.en).toContain('2 documents with 30 passages (bases: default)');
  expect(findings[0]?.sentence.zh).toContain('2 个文档，30 个段落（资料库：default）');
});

it.each<[string, Record<string, string>, { stored?: StoredDocuments; files?: number }, RegExp]>([
  ['an empty folder', { KNOWLEDGE_DIR: tmpdir() }, { files: 0 }, /nothing to quote/],
  ['a folder that is missing', { KNOWLEDGE_DIR: '/nowhere' }, {}, /no folder that can be read/],
  ['refusals without documents', { KNOWLEDGE_ONLY: 'on' }, {}, /every question is refused/],
  ['empty bases', { KNOWLEDGE_BASES: 'products' }, {}, /names products/],
  ['synonyms that are missing', { SYNONYMS_FILE: '/nowhere' }, {}, /SYNONYMS_FILE=\/nowhere/],
])('finds %s wrong, with a remedy in both languages', async (_what, settings, facts, says) => {
  const { findings } = await look(settings, facts);
  const wrong = findings.filter(({ state }) => state === 'fault');
  expect(wrong).toHaveLength(1);
  expect(wrong[0]?.sentence.en).toMatch(says);
  expect(wrong[0]?.remedy?.zh).toMatch(/\p{Script=Han}/u);
});

it('names a base without documents beside those that have some', async () => {
  const { warnings } = await look(
    { KNOWLEDGE_BASES: 'default,shiping' },
    { stored: { ...stored, emptyBases: { empty: ['shiping'], others: ['shipping'] } } },
  );
  expect(warnings[0]?.en).toContain(
    'shiping, where there is no document; documents are in shipping',
  );
  expect(warnings[0]?.zh).toContain('shiping 没有文档；有文档的是 shipping');
});

it('is content with a folder that is empty beside documents that were added', async () => {
  const { findings } = await look({ KNOWLEDGE_DIR: tmpdir() }, { stored, files: 0 });
  expect(findings).toMatchObject([{ state: 'ok' }]);
});

it('takes a file of synonyms that can be read', async () => {
  const file = join(makeFolder(), 'synonyms.txt');
  writeFileSync(file, '包邮 免运费\n');
  expect((await look({ SYNONYMS_FILE: file })).findings).toEqual([]);
});

it('warns of documents that failed, and of links that a model may not give', async () => {
  const failed = [
    { base: 'products', document: 'a.pdf', problem: { en: 'encrypted', zh: '加密' } },
  ];
  const facts = { stored: { ...stored, failed, unlistedHosts: ['shop.example.com'] } };
  const { warnings } = await look(model, facts);
  expect(warnings.map(({ en }) => en)).toEqual([
    expect.stringMatching(
      /^A document could not be read: a\.pdf in products \(encrypted\)\. .*kb -- remove/,
    ),
    expect.stringContaining('LINK_HOSTS=shop.example.com'),
  ]);
  expect((await look({}, facts)).warnings).toHaveLength(1);
});
