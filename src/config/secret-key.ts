import { createHmac, hkdfSync } from 'node:crypto';
import { readKeyFile, ensureKeyFile } from './secret-key-file.ts';

/** A key that seals the secrets of accounts. */
export interface SecretKey {
  /** Derived from the key, and tells nothing about it. */
  readonly name: string;
  /** 256 bits. */
  readonly bytes: Buffer;
}

/** The keys of an installation. */
export interface SecretKeys {
  /** Newest first: the first one seals, and the others still open. */
  readonly keys: readonly SecretKey[];
}

/** Where the keys come from: KUAIHUI_SECRET takes precedence over the file in DATA_DIR. */
export interface SecretKeyPlace {
  readonly dataDir: string;
  readonly secret: string | undefined;
  readonly previousSecret: string | undefined;
}

/** Returns the keys that there are, possibly none. Throws SecretKeyFileError. */
export function readSecretKeys(place: SecretKeyPlace): SecretKeys {
  return combine(place, readKeyFile(place.dataDir));
}

/** Returns the keys, and creates the file with a random one when there is none. Throws SecretKeyFileError. */
export function ensureSecretKeys(place: SecretKeyPlace): SecretKeys {
  return place.secret === undefined
    ? combine(place, ensureKeyFile(place.dataDir))
    : readSecretKeys(place);
}

/** Returns a name or a check value that only the holder of the key can compute. */
export function markOf(key: Buffer, purpose: string): string {
  return createHmac('sha256', key).update(purpose).digest('base64url');
}

/** The file's keys open even where KUAIHUI_SECRET seals, so that an installation can move to it. */
function combine(
  { secret, previousSecret }: SecretKeyPlace,
  ofFile: readonly Buffer[],
): SecretKeys {
  // Without its successor, the previous secret must not seal.
  const ofEnvironment = secret === undefined ? [] : [secret, previousSecret];
  const stretched = ofEnvironment.filter((text) => text !== undefined).map(stretch);
  return { keys: [...stretched, ...ofFile].map(toKey) };
}

function toKey(bytes: Buffer): SecretKey {
  return { name: markOf(bytes, 'kuaihui: name of a key').slice(0, 16), bytes };
}

function stretch(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'kuaihui: secrets of accounts', 32));
}
