import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server without an account still has a token, so that nobody but this machine's user can talk to it. */
export function readLocalToken(dataDir: string): string | undefined {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Makes the token when there is none; only this user can read its file. */
export function ensureLocalToken(dataDir: string): string {
  const known = readLocalToken(dataDir);
  if (known !== undefined) return known;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const token = randomBytes(16).toString('hex');
  writeFileSync(fileIn(dataDir), `${token}\n`, { mode: 0o600 });
  return token;
}

/** The key in the address of the simulator's page: the same at each start, so that a bookmark stays good. */
export function simulatorKey(dataDir: string): string {
  const hmac = createHmac('sha256', ensureLocalToken(dataDir)).update('simulator page');
  return hmac.digest('base64url').slice(0, 22);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'local-token');
}
