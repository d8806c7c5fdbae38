import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sentence } from '../runtime/sentence.ts';
import { normaliseSpelling } from '../messages/visible-text.ts';
import type { PersonaFile } from './persona.ts';
import { personaTexts } from './persona-texts.ts';
import { MOST_BYTES, parsePersona, type ParsedPersona } from './parse-persona.ts';
import type { LineProblem } from './read-head.ts';

/** The names of the account's default persona in both languages. */
export const DEFAULT_NAMES: readonly string[] = ['默认', '默認', 'default'];

/** The personas of a folder, and sentences about its files that name the file and the line. */
export interface PersonaFolder {
  /** In the order of the files' names. */
  readonly personas: readonly PersonaFile[];
  /** About files that are left out. */
  readonly problems: readonly Sentence[];
  /** About what has no effect. */
  readonly remarks: readonly Sentence[];
}

const README = /^readme\b/i;

/** Reads every *.md file of a folder but its README. A file that cannot be used is left out. Throws where there is no folder. */
export function readPersonaFolder(folder: string): PersonaFolder {
  const files = readdirSync(folder).filter(isPersonaFile).sort();
  const personas: PersonaFile[] = [];
  const problems: Sentence[] = [];
  const remarks: Sentence[] = [];
  const takenBy = new Map<string, string>();
  for (const file of files) {
    const path = join(folder, file);
    const read = refuseClash(readFile(path, file.replace(/\.md$/i, '')), takenBy);
    if ('problem' in read) {
      problems.push(inFile(path, read.problem));
      continue;
    }
    for (const remark of read.remarks) remarks.push(inFile(path, remark));
    for (const name of namesOf(read.persona)) takenBy.set(normaliseSpelling(name), file);
    personas.push(read.persona);
  }
  return { personas, problems, remarks };
}

/** Says whether a file of a folder is a persona by its name. */
export function isPersonaFile(file: string): boolean {
  return /^[^.].*\.md$/i.test(file) && !README.test(file);
}

/** Lists every name by which a persona can be chosen. */
export function namesOf({ id, name, name_en }: PersonaFile): readonly string[] {
  return [...new Set([name, ...(name_en === undefined ? [] : [name_en]), id])];
}

function readFile(path: string, id: string): ParsedPersona {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return { problem: { line: 1, says: personaTexts.unreadable() } };
  }
  if (bytes.length > MOST_BYTES)
    return { problem: { line: 1, says: personaTexts.tooLarge(MOST_BYTES) } };
  try {
    return parsePersona(id, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { problem: { line: 1, says: personaTexts.notUtf8() } };
  }
}

/** Two personas with one name could not be told apart by the follower who chooses. */
function refuseClash(read: ParsedPersona, takenBy: ReadonlyMap<string, string>): ParsedPersona {
  if ('problem' in read) return read;
  for (const name of namesOf(read.persona)) {
    const spelling = normaliseSpelling(name);
    if (DEFAULT_NAMES.includes(spelling))
      return { problem: { line: 1, says: personaTexts.reservedName(name) } };
    const other = takenBy.get(spelling);
    if (other !== undefined)
      return { problem: { line: 1, says: personaTexts.nameTaken(name, other) } };
  }
  return read;
}

function inFile(path: string, { line, says: { en, zh } }: LineProblem): Sentence {
  return { en: `${path}:${line}: ${en}`, zh: `${path}:${line}：${zh}` };
}
