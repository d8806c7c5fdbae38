import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';

/** Names what follows: scrypt and AES-256-GCM with the numbers below. */
const MAGIC = Buffer.from('KHSEAL1\n');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
/** 128 MiB and some tenths of a second for each guess (OWASP's first choice for scrypt). */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 ** 2 };

/** Encrypts a text by a passphrase. */
export async function sealSecrets(text: string, passphrase: string): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv(CIPHER, await toKey(passphrase, salt), nonce).setAAD(MAGIC);
  const sealed = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([MAGIC, salt, nonce, ...sealed, cipher.getAuthTag()]);
}

/** Returns the text. Throws BackupError for another passphrase. */
export async function openSecrets(sealed: Buffer, passphrase: string): Promise<string> {
  const header = MAGIC.length + SALT_BYTES + NONCE_BYTES;
  const end = sealed.length - TAG_BYTES;
  if (end < header || !sealed.subarray(0, MAGIC.length).equals(MAGIC))
    throw new BackupError(texts.noBackup());
  const salt = sealed.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  const nonce = sealed.subarray(MAGIC.length + SALT_BYTES, header);
  const key = await toKey(passphrase, salt);
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(MAGIC)
      .setAuthTag(sealed.subarray(end));
    return Buffer.concat([
      decipher.update(sealed.subarray(header, end)),
      decipher.final(),
    ]).toString('utf8');
  } catch {
    // What OpenSSL says of it would tell the deployer less.
    throw new BackupError(texts.wrongPassphrase());
  }
}

function toKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
