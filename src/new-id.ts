import { randomBytes } from 'node:crypto';

/** A new id that nobody can guess and that sorts by the time of its making, to the millisecond. */
export function newId(): string {
  return Date.now().toString(36).padStart(9, '0') + randomBytes(9).toString('base64url');
}
