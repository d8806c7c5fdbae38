/** owner: everything. agent: conversations only. viewer: sees everything, changes nothing. */
export type Role = 'owner' | 'agent' | 'viewer';

/** A person with a valid session. */
export interface SignedIn {
  readonly name: string;
  readonly role: Role;
  /** The session's public id, which opens nothing. */
  readonly sessionId: string;
}

/** Returns the person of a call that no stranger makes. */
export function requireUser(user: SignedIn | undefined): SignedIn {
  if (user === undefined)
    throw new TypeError('A route that is not open was called without a session');
  return user;
}
