import type { CollectionDefinition } from '../../runtime/collection.ts';
import type { PasswordHash } from './passwords.ts';
import type { Role } from './signed-in.ts';

/** A person who may sign in, as stored. */
export interface StoredUser {
  /** As it was typed when the user was made. */
  readonly name: string;
  readonly role: Role;
  readonly password: PasswordHash;
  readonly createdAt: number;
  /** Changes with the password and the role. A session with another one has ended. */
  readonly stamp: string;
}

/** All users in one record, so that a change sees every other user: an owner always stays. By the name in lower case. */
export type UserRecord = Readonly<Record<string, StoredUser>>;

/** A session, stored by the SHA-256 of its id. */
export interface StoredSession {
  /** The key of the user. */
  readonly user: string;
  readonly stamp: string;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: number;
  /** To the minute. */
  readonly lastSeenAt: number;
}

/** A one-time link, stored by the SHA-256 of its code. */
export interface StoredSetupCode {
  readonly expiresAt: number;
}

/** Wrong passwords in a row. */
export interface StoredTries {
  readonly count: number;
  /** When the next try is looked at. */
  readonly openAt: number;
}

const definitionOf = (name: string): CollectionDefinition => ({ name, about: 'product' });

/** The one record of all users. */
export const USERS = definitionOf('console-users');
export const SESSIONS = definitionOf('console-sessions');
export const SETUP_CODES = definitionOf('console-setup-codes');
export const TRIES = definitionOf('console-tries');
/** Addresses from which a user has signed in. */
export const KNOWN_ADDRESSES = definitionOf('console-known-addresses');

/** The collections of access, to be registered with the store. */
export const ACCESS_COLLECTIONS: readonly CollectionDefinition[] = [
  ...[USERS, SESSIONS, SETUP_CODES, TRIES, KNOWN_ADDRESSES],
];
