import { createHash } from 'node:crypto';
import { languageOfQuestion } from '../answering/language-of-question.ts';
import type { ReadDocument } from '../knowledge/bases/document-record.ts';
import { LEARNT_FOLDER } from '../knowledge/faq/faq-book.ts';

/** A question with the answer that followers shall read, word for word. */
interface Learnt {
  readonly id: string;
  readonly question: string;
  readonly variants: readonly string[];
  readonly answer: string;
}

/** Returns the name of the document that holds an accepted answer. */
export function learntName(id: string): string {
  return `${LEARNT_FOLDER}${id}`;
}

/** Makes the document of an accepted answer: a FAQ with one entry. The same answer makes the same document. */
export function toLearntDocument({ id, question, variants, answer }: Learnt): ReadDocument {
  const content = JSON.stringify([question, variants, answer]);
  return {
    document: learntName(id),
    title: question,
    isFaq: true,
    language: languageOfQuestion(`${question} ${answer}`, 'zh'),
    hash: createHash('sha256').update(content).digest('hex'),
    bytes: Buffer.byteLength(content),
    passages: [{ heading: question, body: answer, wordings: variants }],
  };
}
