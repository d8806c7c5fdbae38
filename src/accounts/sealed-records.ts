import type { SecretKeys } from '../config/secret-key.ts';
import type { Collection } from '../runtime/collection.ts';
import { AccountError } from './account-error.ts';
import type { SealedRecord } from './account-record.ts';
import { accountTexts } from './account-texts.ts';
import { resealRecord } from './reseal.ts';
import { createSecretBox, type SecretBox } from './secret-box.ts';
import { compareKeys, enterNewestKey, type KeyRecord } from './secret-check.ts';

/** The keys that seal, as a book of settings uses them. */
export interface BookKeys {
  /** Returns the keys as they are now. */
  read(): SecretKeys;
  /** Creates one if there is none. */
  ensure(): SecretKeys;
  /** Where they come from, for a sentence: the path of the file or the name of the setting. */
  readonly place: string;
}

/** Records with sealed secrets, which several processes may change. Every function throws AccountError. */
export interface SealedRecords<Stored extends SealedRecord> {
  /** Returns the box that seals the secrets of a change; a key is made only if there is something to seal. */
  openBox(sealsSomething: boolean): Promise<SecretBox>;
  /** Writes a record made of the stored one, again if another process wrote in between. */
  write(
    name: string,
    edit: (record: Stored | undefined) => Stored | Promise<Stored>,
  ): Promise<void>;
  /** Seals anew if the key was rotated while this process wrote, because the rotation may not have seen the record. */
  followRotation(name: string, older: SecretBox): Promise<void>;
}

const MOST_TRIES = 50;

export function createSealedRecords<Stored extends SealedRecord>(deps: {
  readonly records: Collection<Stored>;
  readonly known: Collection<KeyRecord>;
  readonly keys: BookKeys;
}): SealedRecords<Stored> {
  const { records, known, keys } = deps;

  const write: SealedRecords<Stored>['write'] = async (name, edit) => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const entry = await records.get(name);
      const record = await edit(entry?.value);
      const expected = entry?.version ?? 0;
      if ((await records.put(name, record, { expected })) === 'written') return;
    }
    throw new AccountError(accountTexts.busy(name));
  };

  return {
    async openBox(sealsSomething) {
      if (!sealsSomething) return createSecretBox(keys.read());
      if ((await compareKeys(known, keys.read())) === 'other')
        throw new AccountError(accountTexts.otherKey(keys.place));
      const usable = keys.ensure();
      await enterNewestKey(known, usable);
      return createSecretBox(usable);
    },
    write,
    async followRotation(name, older) {
      const newest = createSecretBox(keys.read());
      const entry = await records.get(name);
      if (entry === undefined) return;
      const resealed = resealRecord(name, entry.value, older, newest);
      if (resealed === undefined) return;
      await write(
        name,
        (record = entry.value) => resealRecord(name, record, older, newest) ?? record,
      );
    },
  };
}
