import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the token with which this machine's user reaches a server that has no account. */
export function readLocalToken(dataDir: string): string | undefined {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Returns the token, and makes it if there is none. Only this user can read its file. */
export function ensureLocalToken(dataDir: string): string {
  const known = readLocalToken(dataDir);
  if (known !== undefined) return known;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const token = randomBytes(16).toString('hex');
  const draft = `${fileIn(dataDir)}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${token}\n`, { mode: 0o600 });
  try {
    // If several processes start concurrently, all use the first one's token. None of them can read half a file.
    linkSync(draft, fileIn(dataDir));
  } catch {
    const winner = readLocalToken(dataDir);
    if (winner !== undefined) return winner;
    // The file is empty, or the file system has no links.
    renameSync(draft, fileIn(dataDir));
  } finally {
    rmSync(draft, { force: true });
  }
  return token;
}

/** Returns the key to a page beside the webhook. It stays the same at each start, so bookmarks keep working. */
export function accessKey(dataDir: string, to: 'simulator page' | 'metrics'): string {
  const hmac = createHmac('sha256', ensureLocalToken(dataDir)).update(to);
  return hmac.digest('base64url').slice(0, 22);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'local-token');
}
