import type { Sentence } from '../../runtime/sentence.ts';
import type { StoredPassage } from '../bases/document-record.ts';
import type { CutDocument } from './parse-document.ts';

/** The file descriptor by which the reading process tells what it found; libraries may print to the others. */
export const RESULT_PIPE = 3;

/** What the reading process tells in one line: passages as often as needed, and at the end the rest or what is wrong. */
export type ResultLine =
  | { readonly passages: readonly StoredPassage[] }
  | { readonly document: Omit<CutDocument, 'passages'> }
  | { readonly problem: Sentence };
