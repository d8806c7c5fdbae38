import { readFileSync } from 'node:fs';
import { languageOfQuestion } from '../../src/answering/language-of-question.ts';
import type { Passage } from '../../src/answering/retriever.ts';
import { chunkDocument } from '../../src/knowledge/import/chunk-document.ts';
import { openIndexToWrite } from '../../src/knowledge/index/index-database.ts';
import {
  createKnowledgeIndex,
  type KnowledgeIndex,
} from '../../src/knowledge/index/knowledge-index.ts';
import type { IndexedDocument } from '../../src/knowledge/index/passage-writer.ts';
import {
  furtherSet,
  givenSet,
  readEvalDocuments,
  readInsideQuestions,
  readOutsideQuestions,
  unseenSet,
  type EvalSet,
} from '../knowledge/eval/read-eval-set.ts';

/** One line of a file: a passage with questions about it, as in CMRC 2018. */
interface LabelledPassage {
  readonly id: string;
  readonly title: string;
  readonly passage: string;
  readonly questions: readonly { readonly question: string }[];
}

interface Asked {
  readonly question: string;
  readonly index: KnowledgeIndex;
  readonly isRight: (passage: Passage) => boolean;
}

const LIMIT = 5;
const TOLD = process.env['MISSES'] === '1';

function openIndex(documents: readonly IndexedDocument[]): KnowledgeIndex {
  const index = createKnowledgeIndex(openIndexToWrite(':memory:'));
  for (const document of documents) index.put(document);
  return index;
}

function ask(index: KnowledgeIndex, question: string) {
  return index.search(question, { language: languageOfQuestion(question, 'zh'), limit: LIMIT });
}

/** Asks every question, and counts how often the right passage comes first, among three and among five. */
function measureRecall(name: string, questions: readonly Asked[]): void {
  const places: number[] = [];
  let below = 0;
  const startedAt = performance.now();
  for (const { question, index, isRight } of questions) {
    const { found, isBelowFloor } = ask(index, question);
    const place = found.findIndex(isRight);
    places.push(place < 0 ? Infinity : place);
    if (isBelowFloor) below += 1;
    if (TOLD && (place < 0 || isBelowFloor))
      console.log(
        place,
        isBelowFloor ? 'below' : '',
        question,
        found.map(({ heading }) => heading),
      );
  }
  const msEach = (performance.now() - startedAt) / questions.length;
  const share = (most: number) => {
    const count = places.filter((place) => place < most).length;
    return `${((100 * count) / questions.length).toFixed(1)} % (${count})`;
  };
  console.log(
    `${name}: ${questions.length} questions, recall@1 ${share(1)}, recall@3 ${share(3)}, recall@5 ${share(5)}, below the floor ${below}, ${msEach.toFixed(1)} ms each`,
  );
}

/** A set of the project: the right document and heading. */
function measureEvalSet(set: EvalSet): void {
  const indexes = new Map<string, KnowledgeIndex>(
    set.bases.map((base) => [base, openIndex(readEvalDocuments(set, base))]),
  );
  const indexOf = (base: string): KnowledgeIndex => {
    const index = indexes.get(base);
    if (index === undefined) throw new Error(`${base} was not indexed`);
    return index;
  };
  const inside = readInsideQuestions(set).map((one) => ({
    ...one,
    index: indexOf(one.base),
    isRight: ({ document, heading }: Passage) =>
      document === one.document && one.headings.some((right) => heading.endsWith(right)),
  }));
  for (const base of set.bases)
    measureRecall(
      base,
      inside.filter((one) => one.base === base),
    );
  measureRecall(set.name, inside);
  const asked = readOutsideQuestions(set);
  const outside = asked.filter(({ base, question }) => {
    const { isBelowFloor, found } = ask(indexOf(base), question);
    if (TOLD && !isBelowFloor)
      console.log(
        'not below',
        question,
        found.map(({ heading }) => heading),
      );
    return isBelowFloor;
  });
  console.log(`outside: ${outside.length} of ${asked.length} below the floor`);
}

/** A file of labelled passages: each is a document, and the right document counts. */
function measureFile(file: string): void {
  const passages = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LabelledPassage);
  const index = openIndex(
    passages.map(({ id, title, passage }) => ({
      document: id,
      revision: '1',
      isFaq: false,
      language: 'zh',
      ...chunkDocument(`# ${title}\n\n${passage}`, { name: id, isMarkdown: true }),
    })),
  );
  const asked = passages.flatMap(({ id, questions }) =>
    questions.map(({ question }) => ({
      question,
      index,
      isRight: ({ document }: Passage) => document === id,
    })),
  );
  measureRecall(file.replace(/^.*\//, ''), asked);
}

for (const set of [givenSet, furtherSet, unseenSet]) measureEvalSet(set);
for (const file of process.argv.slice(2)) measureFile(file);
