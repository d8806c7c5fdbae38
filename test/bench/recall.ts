import { readFileSync } from 'node:fs';
import { chunkDocument } from '../../src/knowledge/import/chunk-document.ts';
import { openIndexToWrite } from '../../src/knowledge/index/index-database.ts';
import { createKnowledgeIndex } from '../../src/knowledge/index/knowledge-index.ts';
import { languageOfQuestion } from '../../src/answering/language-of-question.ts';

/** One line of the file: a passage with questions about it, as in CMRC 2018. */
interface LabelledPassage {
  readonly id: string;
  readonly title: string;
  readonly passage: string;
  readonly questions: readonly { readonly question: string }[];
}

/** Indexes every passage of the file as a document, asks every question, and counts how often the right one comes first. */
function measureRecall(file: string): void {
  const passages = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LabelledPassage);
  const database = openIndexToWrite(':memory:');
  const index = createKnowledgeIndex(database);
  for (const { id, title, passage } of passages)
    index.put({
      document: id,
      revision: '1',
      isFaq: false,
      language: 'zh',
      ...chunkDocument(`# ${title}\n\n${passage}`, { name: id, isMarkdown: true }),
    });

  let asked = 0;
  let first = 0;
  let amongThree = 0;
  let nothing = 0;
  const startedAt = performance.now();
  for (const { id, questions } of passages) {
    for (const { question } of questions) {
      const { found } = index.search(question, {
        language: languageOfQuestion(question, 'zh'),
        limit: 3,
      });
      const place = found.findIndex(({ document }) => document === id);
      asked += 1;
      if (place === 0) first += 1;
      if (place >= 0) amongThree += 1;
      if (found.length === 0) nothing += 1;
    }
  }
  const share = (count: number) => `${((100 * count) / asked).toFixed(1)} % (${count})`;
  const msEach = (performance.now() - startedAt) / asked;
  console.log(`${passages.length} passages, ${asked} questions, ${msEach.toFixed(2)} ms each`);
  console.log(`recall@1 ${share(first)}, recall@3 ${share(amongThree)}, nothing ${share(nothing)}`);
  database.close();
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Give the file: npm run bench:recall -- passages.jsonl');
  process.exitCode = 2;
} else measureRecall(file);
