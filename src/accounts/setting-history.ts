import type { Clock } from '../runtime/clock.ts';
import { accountPrefix, type Collection } from '../runtime/collection.ts';
import { AccountError } from './account-error.ts';
import type { AccountRecord } from './account-record.ts';
import { accountTexts } from './account-texts.ts';
import { reseal } from './reseal.ts';
import { openIfPossible, type SealedSecret, type SecretBox } from './secret-box.ts';

/** What a setting was before one change. Without a value and a secret it was not set. */
export interface EarlierValue {
  /** Names the change. */
  readonly id: string;
  readonly at: number;
  /** The user of the console, or BY_COMMAND. */
  readonly by: string;
  readonly value?: string;
  /** Sealed as the setting itself is. */
  readonly secret?: SealedSecret;
}

/** The earlier values of one setting, the last change first. */
export interface HistoryRecord {
  readonly earlier: readonly EarlierValue[];
}

/** One change of some settings. */
export interface Change {
  readonly id: string;
  readonly at: number;
  readonly by: string;
}

/** Stands for a change that a command made; no user of the console can have this name. */
export const BY_COMMAND = '@command';

/** More is of no use to a person, and a prompt may be long. */
const MOST_EARLIER = 20;

/** The values that settings had before. The owner is an account, or the server. */
export interface SettingHistory {
  /** Notes what the settings were in the record that is about to be changed. Noting a change again replaces its note. */
  note(
    owner: string,
    settings: readonly string[],
    before: AccountRecord,
    change: Change,
  ): Promise<void>;
  /** Returns the earlier values of a setting, the last change first. */
  of(owner: string, setting: string): Promise<readonly EarlierValue[]>;
  /** Counts the earlier values of each setting that has some. */
  count(owner: string): Promise<ReadonlyMap<string, number>>;
  /** Deletes what was noted of an owner. */
  forget(owner: string): Promise<void>;
}

export function createSettingHistory(records: Collection<HistoryRecord>): SettingHistory {
  const add = async (key: string, value: EarlierValue): Promise<void> => {
    for (;;) {
      const entry = await records.get(key);
      const others = (entry?.value.earlier ?? []).filter(({ id }) => id !== value.id);
      const earlier = [value, ...others].slice(0, MOST_EARLIER);
      const expected = entry?.version ?? 0;
      if ((await records.put(key, { earlier }, { expected })) === 'written') return;
    }
  };
  return {
    async note(owner, settings, { settings: values, secrets }, change) {
      for (const setting of settings) {
        const [value, secret] = [values[setting], secrets[setting]];
        await add(historyKey(owner, setting), {
          ...change,
          ...(value !== undefined && { value }),
          ...(secret !== undefined && { secret }),
        });
      }
    },
    async of(owner, setting) {
      return (await records.get(historyKey(owner, setting)))?.value.earlier ?? [];
    },
    async count(owner) {
      const prefix = accountPrefix(owner);
      const entries = await records.list(prefix);
      return new Map(
        entries.map(({ key, value }) => [key.slice(prefix.length), value.earlier.length]),
      );
    },
    async forget(owner) {
      for (const { key } of await records.list(accountPrefix(owner))) await records.delete(key);
    },
  };
}

/** Which change of a setting is undone: the last one, or the one of this id. */
export interface UndoOptions {
  readonly by: string;
  readonly id?: string | undefined;
}

/** Lists the settings that differ between two records of one owner. A secret that was only sealed anew is the same. */
export function listChanged(
  owner: string,
  before: AccountRecord,
  after: AccountRecord,
  box: SecretBox,
): readonly string[] {
  const opened = ({ secrets }: AccountRecord, setting: string) => {
    const sealed = secrets[setting];
    return sealed && (openIfPossible(box, sealed, { account: owner, setting }) ?? sealed.sealed);
  };
  const names = (record: AccountRecord) => [
    ...Object.keys(record.settings),
    ...Object.keys(record.secrets),
  ];
  return [...new Set([...names(before), ...names(after)])].filter(
    (setting) =>
      before.settings[setting] !== after.settings[setting] ||
      opened(before, setting) !== opened(after, setting),
  );
}

/**
 * Returns what a setting was before a change, empty where it was not set. A note of a change that never came about, because
 * its process was killed, is passed over. Throws AccountError, and SecretKeyError.
 */
export function valueBefore(
  { owner, setting, id }: { owner: string; setting: string; id: string | undefined },
  earlier: readonly EarlierValue[],
  current: AccountRecord | undefined,
  box: SecretBox,
): string {
  const place = { account: owner, setting };
  const open = (value: string | undefined, secret: SealedSecret | undefined) =>
    secret === undefined ? (value ?? '') : box.open(secret, place);
  const sealed = current?.secrets[setting];
  const now = sealed ? openIfPossible(box, sealed, place) : (current?.settings[setting] ?? '');
  const found = earlier.find((one) =>
    id === undefined ? open(one.value, one.secret) !== now : one.id === id,
  );
  if (found === undefined) throw new AccountError(accountTexts.nothingToUndo(setting));
  return open(found.value, found.secret);
}

/** Returns the change that happens now. */
export function createChange(
  by: string,
  { clock, newId }: { readonly clock: Pick<Clock, 'now'>; readonly newId: () => string },
): Change {
  return { id: newId(), at: clock.now(), by };
}

function historyKey(owner: string, setting: string): string {
  return accountPrefix(owner) + setting;
}

/** Returns the record with its secrets sealed by the newest key, or undefined when nothing changes. */
export function resealHistory(
  key: string,
  { earlier }: HistoryRecord,
  box: SecretBox,
): HistoryRecord | undefined {
  const [owner = '', setting = ''] = key.split('/');
  const place = { account: decodeURIComponent(owner), setting };
  const resealed = earlier.map((one) => {
    const secret = one.secret && reseal(one.secret, place, box, box);
    return secret === undefined ? one : { ...one, secret };
  });
  return resealed.every((one, n) => one === earlier[n]) ? undefined : { earlier: resealed };
}
