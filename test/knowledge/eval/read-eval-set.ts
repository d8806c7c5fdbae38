import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chunkDocument } from '../../../src/knowledge/import/chunk-document.ts';
import { languageOfDocument } from '../../../src/knowledge/import/language-of-document.ts';
import type { IndexedDocument } from '../../../src/knowledge/index/passage-writer.ts';

/** The three accounts of the set, in the order of outside.csv. */
export const EVAL_BASES = ['shop', 'clinic', 'app'] as const;
export type EvalBase = (typeof EVAL_BASES)[number];

/** A question with the place that answers it. */
export interface InsideQuestion {
  readonly base: EvalBase;
  readonly question: string;
  readonly document: string;
  /** Any of them answers it. */
  readonly headings: readonly string[];
}

const folder = new URL('./', import.meta.url);
const OUTSIDE_A_BASE = 10;

/** The documents of an account, cut into passages. */
export function readEvalDocuments(base: EvalBase): IndexedDocument[] {
  const documents = fileURLToPath(new URL(`documents/${base}/`, folder));
  return readdirSync(documents).map((file) => {
    const text = readFileSync(`${documents}${file}`, 'utf8');
    const { title, passages } = chunkDocument(text, { name: file, isMarkdown: true });
    const language = languageOfDocument(text);
    return { document: `${base}/${file}`, revision: '1', title, isFaq: false, language, passages };
  });
}

export function readInsideQuestions(): InsideQuestion[] {
  return readRows('questions.csv').map(([question = '', document = '', heading = '']) => {
    const base = EVAL_BASES.find((one) => document.startsWith(`${one}/`));
    if (base === undefined) throw new Error(`${document} belongs to no account`);
    return { base, question, document, headings: heading.split('|') };
  });
}

export function readOutsideQuestions(): { base: EvalBase; question: string }[] {
  return readRows('outside.csv').map(([question = ''], n) => {
    const base = EVAL_BASES[Math.floor(n / OUTSIDE_A_BASE)];
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
