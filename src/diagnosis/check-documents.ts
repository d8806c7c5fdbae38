import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { documentTexts as texts } from './document-texts.ts';
import type { Finding } from './finding.ts';

/** What the store holds of the documents of one account. */
export interface StoredDocuments {
  readonly bases: readonly string[];
  readonly documents: number;
  readonly passages: number;
  readonly failed: readonly {
    readonly document: string;
    readonly base: string;
    /** The watched folder that has it; absent for one that was added. */
    readonly folder?: string | undefined;
    readonly problem?: Sentence | undefined;
  }[];
  /** Hosts to which documents link and to which answers may not. */
  readonly unlistedHosts: readonly string[];
  /** Bases that are named and have no document, with those that have some. */
  readonly emptyBases?:
    { readonly empty: readonly string[]; readonly others: readonly string[] } | undefined;
}

interface DocumentFacts {
  /** Counts what can be read in a folder, without reading it. */
  readonly countFiles: (folder: string) => Promise<number>;
  /** Absent where no server has made a store yet. */
  readonly stored: StoredDocuments | undefined;
  /** Takes what answers can live with. */
  readonly warn: (says: Sentence) => void;
}

/** Looks at what the documents are and what is wrong with them; nothing where none is set and none was added. */
export async function checkDocuments(
  {
    knowledge,
    synonymsFile,
    chatModels,
  }: Pick<Config, 'knowledge' | 'synonymsFile' | 'chatModels'>,
  { countFiles, stored, warn }: DocumentFacts,
): Promise<readonly Finding[]> {
  const { folder, bases, isOnly } = knowledge;
  const findings: Finding[] = [];
  const documents = stored?.documents ?? 0;
  const fault = folder === undefined ? undefined : await findFault(folder, countFiles, documents);
  if (fault) findings.push(fault);
  const isUsed = folder !== undefined || bases !== undefined || isOnly || documents > 0;
  const isEmpty = documents === 0 && folder === undefined;
  if (isUsed && isEmpty && isOnly)
    findings.push(wrong(texts.onlyWithoutDocuments(), texts.addSome()));
  else if (bases !== undefined && isEmpty && chatModels.length === 0)
    findings.push(wrong(texts.basesAreEmpty(bases, stored?.emptyBases?.others), texts.addSome()));
  else if (isUsed && !fault)
    findings.push({ name: 'documents', state: 'ok', sentence: texts.describe(folder, stored) });
  const synonyms = synonymsFile === undefined ? undefined : await checkSynonyms(synonymsFile);
  if (synonyms) findings.push(synonyms);
  if (bases !== undefined && !isEmpty && stored?.emptyBases)
    warn(texts.emptyBases(stored.emptyBases));
  if (stored && stored.failed.length > 0) warn(texts.failed(stored.failed));
  if (stored && stored.unlistedHosts.length > 0 && chatModels.length > 0)
    warn(texts.unlistedHosts(stored.unlistedHosts));
  return findings;
}

/** Returns what is wrong with a folder of the owner's documents, or undefined if something can be quoted. */
async function findFault(
  folder: string,
  countFiles: (folder: string) => Promise<number>,
  documents: number,
): Promise<Finding | undefined> {
  const isFolder = await stat(folder).then(
    (file) => file.isDirectory(),
    () => false,
  );
  if (!isFolder) return wrong(texts.missing(folder), texts.compare(resolve(folder)));
  const files = await countFiles(folder).catch(() => undefined);
  if (files === undefined) return wrong(texts.missing(folder), texts.compare(resolve(folder)));
  return files > 0 || documents > 0 ? undefined : wrong(texts.empty(folder), texts.fill());
}

async function checkSynonyms(file: string): Promise<Finding | undefined> {
  const isReadable = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
  const isFile = isReadable && (await stat(file)).isFile();
  return isFile ? undefined : wrong(texts.synonymsMissing(file), texts.synonymsForm());
}

function wrong(sentence: Sentence, remedy: Sentence): Finding {
  return { name: 'documents', state: 'fault', sentence, remedy };
}
