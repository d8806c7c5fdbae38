import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MOST_BYTES = 64 * 1024 * 1024;

/** Runs a program to its end and returns what it wrote to its output. Throws with what it complained of. */
export async function runProgram(file: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, words, { maxBuffer: MOST_BYTES });
  return stdout.trim();
}

/** Says whether a program ran and ended well. */
export async function endsWell(file: string, words: readonly string[]): Promise<boolean> {
  try {
    await runProgram(file, words);
    return true;
  } catch {
    return false;
  }
}
