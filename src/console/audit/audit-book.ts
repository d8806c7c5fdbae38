import type { Clock } from '../../runtime/clock.ts';
import type { CollectionDefinition, Collections } from '../../runtime/collection.ts';
import type { AuditNote } from './audit.ts';

/** One change, or sign-in, as it is kept. */
interface AuditRecord {
  readonly at: number;
  /** The user's name; absent for strangers. */
  readonly by?: string;
  readonly address: string;
  readonly action: string;
  readonly target: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** Who did what, in all processes. */
export interface AuditBook {
  keep(by: string | undefined, note: AuditNote, address: string): Promise<void>;
  /** Counts a failed sign-in: those with one name within an hour are one record. */
  countFailure(name: string | undefined, address: string): Promise<void>;
  /** Lists the newest first, after the record with this key. */
  list(page: {
    readonly after?: string | undefined;
    readonly most: number;
  }): Promise<readonly (AuditRecord & { readonly key: string })[]>;
}

/** By the time, turned around, so that the newest come first. */
const AUDIT: CollectionDefinition = { name: 'console-audit', about: 'product' };
/** Where the failed sign-ins of this hour are counted, by the name. */
const FAILURES: CollectionDefinition = { name: 'console-failed-sign-ins', about: 'product' };

/** The collections of the audit, to be registered with the store. */
export const AUDIT_COLLECTIONS: readonly CollectionDefinition[] = [AUDIT, FAILURES];

const KEPT_MS = 400 * 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** After the year 2200 the keys need a digit more. */
const LATEST_MS = 9_999_999_999_999;
const LONGEST_TEXT = 300;
/** What strangers type as a name may be a password. */
const UNKNOWN_NAME = '?';

/** Opens the audit of a store. */
export function openAuditBook({
  collections,
  clock,
  newId,
}: {
  readonly collections: Collections;
  readonly clock: Clock;
  readonly newId: () => string;
}): AuditBook {
  const records = collections.open<AuditRecord>(AUDIT);
  const failures = collections.open<{ readonly key: string }>(FAILURES);

  async function write(record: AuditRecord): Promise<string> {
    const key = `${String(LATEST_MS - record.at).padStart(13, '0')}-${newId()}`;
    await records.put(key, record, { expiresInMs: KEPT_MS });
    return key;
  }

  return {
    async keep(by, { action, target, details = {}, by: named }, address) {
      const who = by ?? named;
      await write({
        ...{ at: clock.now(), ...(who !== undefined && { by: who }), address },
        ...{ action, target: shorten(target), details: mapValues(details) },
      });
    },
    async countFailure(name, address) {
      const target = name ?? UNKNOWN_NAME;
      const hour = await failures.get(target);
      const entry = hour && (await records.get(hour.value.key));
      const now = clock.now();
      if (entry === undefined) {
        const key = await write({
          ...{ at: now, address, action: 'sign-in.failed', target, details: { times: 1 } },
        });
        await failures.put(target, { key }, { expiresInMs: HOUR_MS });
        return;
      }
      const { value, key, version } = entry;
      const times = Number(value.details['times']) + 1;
      const details = { ...value.details, times, lastAt: now };
      // A count that another process writes at the same moment may miss one.
      await records.put(
        key,
        { ...value, address, details },
        { expected: version, expiresInMs: KEPT_MS },
      );
    },
    async list({ after, most }) {
      const page = after === undefined ? { most } : { after, most };
      return (await records.list('', page)).map(({ key, value }) => ({ ...value, key }));
    },
  };
}

function mapValues(details: NonNullable<AuditNote['details']>): AuditRecord['details'] {
  const short = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'string' ? shorten(value) : value,
  ]);
  return Object.fromEntries(short) as AuditRecord['details'];
}

function shorten(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
