import { readFileSync } from 'node:fs';
import { KuaihuiError } from '../runtime/errors.ts';

/** Tells that the file of a secret cannot be read. */
export class SecretFileError extends KuaihuiError {
  override readonly name = 'SecretFileError';
  readonly code = 'secret_file';
}

/** Reads a secret from the first line of a file, or of stdin for `-`. Throws SecretFileError. */
export function readSecret(path: string): string {
  try {
    const [line = ''] = readFileSync(path === '-' ? 0 : path, 'utf8').split(/\r?\n/);
    return line.trim();
  } catch (cause) {
    throw new SecretFileError(`读不了 Cannot read ${path}`, { cause });
  }
}
