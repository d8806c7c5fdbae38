import { readFileSync } from 'node:fs';
import { readRows } from '../../knowledge/import/formats/parse-csv.ts';
import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import { kbTexts as texts } from './kb-texts.ts';

/** A question together with the documents that answer it. */
export interface LabelledQuestion {
  readonly question: string;
  readonly documents: readonly string[];
  /** Where it stands in the file. */
  readonly line: number;
}

/**
 * Reads a CSV with the columns `question` and `document`, or `问题` and `文档`, in any order; several documents have `|` between them. Throws
 * KnowledgeError.
 */
export function readQuestions(file: string): readonly LabelledQuestion[] {
  const [header = [], ...rows] = readRows(readBytes(file));
  const names = header.map((name) => name.trim().toLowerCase());
  const placeOf = (...known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const atQuestion = placeOf('question', '问题', '問題');
  const atDocument = placeOf('document', '文档', '文檔');
  if (atQuestion < 0 || atDocument < 0) throw new KnowledgeError(texts.wrongHeader(file));
  const questions = rows.flatMap((row, index) => {
    if (row.every((cell) => cell.trim() === '')) return [];
    const line = index + 2;
    const question = row[atQuestion]?.trim() ?? '';
    const documents = (row[atDocument] ?? '')
      .split('|')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    if (question === '' || documents.length === 0)
      throw new KnowledgeError(texts.incomplete(file, line));
    return [{ question, documents, line }];
  });
  if (questions.length === 0) throw new KnowledgeError(texts.noQuestions(file));
  return questions;
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new KnowledgeError(texts.unreadableFile(file));
  }
}
