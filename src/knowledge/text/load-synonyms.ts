import { readFile } from 'node:fs/promises';
import { createSynonyms, type Synonyms } from './synonyms.ts';

/**
 * Reads an owner's file of synonyms: one thing a line, its words divided by blanks, `_` within a phrase, and comments
 * after `#`. Throws what the file system throws.
 */
export async function loadSynonyms(file: string): Promise<Synonyms> {
  return createSynonyms(readSynonymLines(await readFile(file, 'utf8')));
}

/** The lines of such a text that hold at least two words. */
export function readSynonymLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => /\S\s+\S/.test(line));
}
