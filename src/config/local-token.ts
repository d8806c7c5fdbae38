import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  const draft = `${fileIn(dataDir)}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${token}\n`, { mode: 0o600 });
  try {
    // Of processes that start at once the first one's token is everybody's; nobody ever reads half a file.
    linkSync(draft, fileIn(dataDir));
  } catch {
    const winner = readLocalToken(dataDir);
    if (winner !== undefined) return winner;
    // There is only an empty file, or there are no links here.
    renameSync(draft, fileIn(dataDir));
  } finally {
    rmSync(draft, { force: true });
  }
  return token;
}

/** The key to what is served beside the webhook: the same at each start, so that a bookmark stays good. */
export function accessKey(dataDir: string, to: 'simulator page' | 'metrics'): string {
  const hmac = createHmac('sha256', ensureLocalToken(dataDir)).update(to);
  return hmac.digest('base64url').slice(0, 22);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'local-token');
}
