import { readFileSync, statSync } from 'node:fs';
import { decodeText } from '../../runtime/decode-text.ts';
import { KnowledgeError } from '../knowledge-error.ts';

/** Far more words than an owner writes. */
const MOST_BYTES = 1_000_000;

/**
 * Reads an owner's file of synonyms: one thing a line, its words divided by blanks, `_` within a phrase, and comments
 * after `#`. Throws KnowledgeError when it cannot be read.
 */
export function loadSynonyms(file: string): readonly string[] {
  return readSynonymLines(readText(file));
}

/** The lines of such a text that hold at least two words. */
export function readSynonymLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => /\S\s+\S/.test(line));
}

/** Reads a file, unless it is none, such as an idle pipe, or is too large. */
function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size <= MOST_BYTES && statSync(file).isFile()) return decodeText(readFileSync(file));
  } catch (cause) {
    throw new KnowledgeError(unreadable(file), { cause });
  }
  throw new KnowledgeError(unreadable(file));
}

function unreadable(file: string) {
  return {
    en: `SYNONYMS_FILE names ${file}, which is no text file of at most 1 MB that can be read. Is the path right, and may this user read it?`,
    zh: `SYNONYMS_FILE 写的是 ${file}，不是能读取的文本文件（最大 1 MB）。请检查路径，以及当前用户有没有读取权限。`,
  };
}
