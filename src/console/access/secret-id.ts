import { createHash, randomBytes } from 'node:crypto';

/** Returns 32 random bytes that open something: the id of a session, the code of a link. */
export function newSecretId(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns under which key the store knows a secret id. Who reads the store cannot use it. */
export function hashSecretId(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
