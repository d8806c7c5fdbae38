import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chunkDocument } from '../../../src/knowledge/import/chunk-document.ts';
import { languageOfDocument } from '../../../src/knowledge/import/language-of-document.ts';
import type { IndexedDocument } from '../../../src/knowledge/index/passage-writer.ts';

/** Accounts with their documents, and questions to them. */
export interface EvalSet {
  readonly name: string;
  /** In the order of the file of questions outside the documents. */
  readonly bases: readonly string[];
  /** Ends the names of the files of its questions. */
  readonly suffix: string;
  /** Below it each account has a folder. */
  readonly documents: string;
  /** How many questions outside the documents each account has. */
  readonly outsideABase: number;
}

/** The set that retrieval was made with. */
export const givenSet: EvalSet = {
  name: 'the set of the project',
  bases: ['shop', 'clinic', 'app'],
  suffix: '',
  documents: 'documents',
  outsideABase: 10,
};

/** The set that shows whether the same holds for other subjects. */
export const furtherSet: EvalSet = {
  name: 'the further set',
  bases: ['hotel', 'school'],
  suffix: '-2',
  documents: 'documents-2',
  outsideABase: 30,
};

/** Further questions to the same documents; no word of a table was chosen by them. */
export const unseenSet: EvalSet = {
  name: 'the unseen questions',
  bases: ['hotel', 'school'],
  suffix: '-3',
  documents: 'documents-2',
  outsideABase: 10,
};

/** A question with the place that answers it. */
export interface InsideQuestion {
  readonly base: string;
  readonly question: string;
  readonly document: string;
  /** Any of them answers it. */
  readonly headings: readonly string[];
}

const folder = new URL('./', import.meta.url);

/** The documents of an account, cut into passages. */
export function readEvalDocuments({ documents: below }: EvalSet, base: string): IndexedDocument[] {
  const documents = fileURLToPath(new URL(`${below}/${base}/`, folder));
  return readdirSync(documents).map((file) => {
    const text = readFileSync(`${documents}${file}`, 'utf8');
    const { title, passages } = chunkDocument(text, { name: file, isMarkdown: true });
    const language = languageOfDocument(text);
    return { document: `${base}/${file}`, revision: '1', title, isFaq: false, language, passages };
  });
}

export function readInsideQuestions({ suffix, bases }: EvalSet): InsideQuestion[] {
  const rows = readRows(`questions${suffix}.csv`);
  return rows.map(([question = '', document = '', heading = '']) => {
    const base = bases.find((one) => document.startsWith(`${one}/`));
    if (base === undefined) throw new Error(`${document} belongs to no account`);
    return { base, question, document, headings: heading.split('|') };
  });
}

export function readOutsideQuestions({ suffix, bases, outsideABase }: EvalSet): {
  base: string;
  question: string;
}[] {
  return readRows(`outside${suffix}.csv`).map(([question = ''], n) => {
    const base = bases[Math.floor(n / outsideABase)];
    if (base === undefined) throw new Error('There are more questions than the accounts have');
    return { base, question };
  });
}

/** The rows below the header; the set has no line breaks within a field of these files. */
function readRows(file: string): string[][] {
  const [, ...lines] = readFileSync(new URL(file, folder), 'utf8').trim().split(/\r?\n/);
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, bare = '']) => quoted?.replaceAll('""', '"') ?? bare,
    ),
  );
}
