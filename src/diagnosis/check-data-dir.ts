import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Sentence } from '../runtime/sentence.ts';
import { startFailureTexts } from '../config/start-failure-texts.ts';
import type { Finding } from './finding.ts';

/** Checks whether the data folder can be used, or made, without making it. */
export async function checkDataDir(dataDir: string): Promise<Finding> {
  const path = resolve(dataDir);
  const remedy = await findFault(path);
  const sentence: Sentence = { en: path, zh: path };
  return remedy === undefined
    ? { name: 'data', state: 'ok', sentence }
    : { name: 'data', state: 'fault', sentence, remedy };
}

/** Goes up to the nearest existing folder and returns what is wrong with it. */
async function findFault(path: string): Promise<Sentence | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return startFailureTexts.dataDirIsNoFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) return findFault(dirname(path));
    if (code === 'ENOTDIR') return startFailureTexts.dataDirIsNoFolder(path);
    if (code === 'EROFS') return startFailureTexts.readOnlyDisk(path);
    return startFailureTexts.notWritable(path, code);
  }
}
