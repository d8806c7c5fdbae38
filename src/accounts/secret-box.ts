import { commandLine } from '../config/command-line.ts';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretKeys } from '../config/secret-key.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** A value that only the key of this installation opens. */
export interface SealedSecret {
  /** Which key sealed it: a name derived from the key that tells nothing about it. */
  readonly key: string;
  /** 96 random bits, in base64url. */
  readonly nonce: string;
  /** Ciphertext and tag of AES-256-GCM, in base64url. */
  readonly sealed: string;
}

/** The place to which a sealed value belongs. Moved to another account or setting, it does not open. */
export interface SecretPlace {
  readonly account: string;
  readonly setting: string;
}

/** Seals with the newest key and opens with all. */
export interface SecretBox {
  seal(value: string, place: SecretPlace): SealedSecret;
  /** Throws SecretKeyError. */
  open(sealed: SealedSecret, place: SecretPlace): string;
  /** Says whether the key that sealed the value is here. */
  knows(sealed: SealedSecret): boolean;
  /** Says whether the newest key sealed the value. */
  isNewest(sealed: SealedSecret): boolean;
}

/** Tells that a secret stays closed, because its key is not here or it was altered. */
export class SecretKeyError extends KuaihuiError {
  override readonly name = 'SecretKeyError';
  readonly code = 'secret_key';
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createSecretBox({ keys }: SecretKeys): SecretBox {
  const find = (name: string) => keys.find((key) => key.name === name);
  return {
    seal(value, place) {
      const [key] = keys;
      if (key === undefined) throw new SecretKeyError(noKey(place));
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key.bytes, nonce).setAAD(describe(place));
      const sealed = Buffer.concat([
        cipher.update(value, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return {
        key: key.name,
        nonce: nonce.toString('base64url'),
        sealed: sealed.toString('base64url'),
      };
    },
    open(sealed, place) {
      const key = find(sealed.key);
      if (key === undefined) throw new SecretKeyError(otherKey(place));
      const bytes = Buffer.from(sealed.sealed, 'base64url');
      const end = Math.max(0, bytes.length - TAG_BYTES);
      try {
        const decipher = createDecipheriv(
          CIPHER,
          key.bytes,
          Buffer.from(sealed.nonce, 'base64url'),
          { authTagLength: TAG_BYTES },
        )
          .setAAD(describe(place))
          .setAuthTag(bytes.subarray(end));
        return Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw new SecretKeyError(altered(place), { cause });
      }
    },
    knows: (sealed) => find(sealed.key) !== undefined,
    isNewest: (sealed) => sealed.key === keys[0]?.name,
  };
}

/** Returns the value, or undefined when its key is not here or it was altered. */
export function openIfPossible(
  box: SecretBox,
  sealed: SealedSecret,
  place: SecretPlace,
): string | undefined {
  try {
    return box.open(sealed, place);
  } catch (error) {
    if (error instanceof SecretKeyError) return undefined;
    throw error;
  }
}

/** The additional data. JSON keeps account and setting apart, whatever they hold. */
function describe({ account, setting }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([account, setting]));
}

function noKey({ account, setting }: SecretPlace): Sentence {
  return {
    en: `${setting} of account ${account} cannot be sealed, because there is no key. Set KUAIHUI_SECRET, or give DATA_DIR to the user who runs Kuaihui.`,
    zh: `没有密钥，存不了公众号 ${account} 的 ${setting}。请设置 KUAIHUI_SECRET，或把 DATA_DIR 交给运行快回的用户。`,
  };
}

function otherKey({ account, setting }: SecretPlace): Sentence {
  return {
    en: `${setting} of account ${account} was sealed with a key that is not here. Bring back DATA_DIR/secret.key or KUAIHUI_SECRET of that time, or set the value again: ${commandLine(`account set ${account} ${setting}=-`)}`,
    zh: `公众号 ${account} 的 ${setting} 是用另一把密钥存的。请恢复当时的 DATA_DIR/secret.key 或 KUAIHUI_SECRET，或重新设置：${commandLine(`account set ${account} ${setting}=-`)}`,
  };
}

function altered({ account, setting }: SecretPlace): Sentence {
  return {
    en: `${setting} of account ${account} was altered in the store and does not open. Set it again: ${commandLine(`account set ${account} ${setting}=-`)}`,
    zh: `公众号 ${account} 的 ${setting} 在数据库里被改动过，打不开。请重新设置：${commandLine(`account set ${account} ${setting}=-`)}`,
  };
}
