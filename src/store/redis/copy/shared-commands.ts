import { TOTALS_KEPT_MS } from '../../../usage/days.ts';
import { nameOf } from '../keys.ts';
import type { Command, CopyTimes } from './follower-commands.ts';
import { toUsageFields, type UsageRow } from './usage-rows.ts';

/** How the rows of a table that are of no follower become keys. */
interface SharedTable {
  readonly table: string;
  /** A statement that reads the rows after `:after`, at most `:most`; `rowid` or a number tells the order. */
  readonly sql: string;
  readonly toCommands: (row: never) => Command[];
}

const PAGE = 'LIMIT :most OFFSET :after';

/** Lists the tables whose rows all followers share. */
export function listSharedTables(
  prefix: string,
  { now, retentionMs }: CopyTimes,
  aboutFollowers: ReadonlySet<string>,
): readonly SharedTable[] {
  const key = (...words: string[]) => [prefix, ...words].join(':');
  const table = <Row>(
    name: string,
    order: string,
    toCommands: (row: Row) => Command[],
    where = 'true',
  ): SharedTable => ({
    table: name,
    sql: `SELECT * FROM ${name} WHERE ${where} ORDER BY ${order} ${PAGE}`,
    toCommands,
  });
  return [
    table<AccountRow>('accounts', 'account', (row) => [
      [
        ...(['HSET', key('account', row.account)] as const),
        ...['customerService', row.customer_service],
        ...['customerServiceUntil', row.customer_service_until],
        ...['typing', row.typing, 'typingUntil', row.typing_until],
      ],
    ]),
    table<ActivityRow>('activity', 'account, day, name', ({ account, day, name, count }) => {
      const activity = key('activity', encodeURIComponent(account), day);
      return [
        ['HSET', activity, name, count],
        ['PEXPIRE', activity, TOTALS_KEPT_MS],
      ];
    }),
    table<UsageRow & { readonly account: string }>(
      'model_usage',
      'account, day, model',
      (row) => {
        const spent = key('spent', encodeURIComponent(row.account), row.day);
        const fields = toUsageFields([row], 'total');
        return fields.length === 0
          ? []
          : [
              ['HSET', spent, ...fields],
              ['PEXPIRE', spent, TOTALS_KEPT_MS],
            ];
      },
      `open_id = ''`,
    ),
    table<RingRow>('ring_entries', 'ring, n', ({ ring, n, at, value }) => [
      ['XADD', key('ring', ring), `${n}-0`, 'at', at, 'value', value],
      ['PEXPIRE', key('ring', ring), retentionMs],
    ]),
    table<PushRow>('pushes', 'account, timestamp, signature, nonce', (row) => {
      const life = row.forget_at - now;
      const words = [encodeURIComponent(row.account), row.timestamp, encodeURIComponent(row.nonce)];
      const push = key('push', ...words.map(String), row.signature);
      const f = nameOf({ account: row.account, openId: row.open_id });
      return life <= 0 ? [] : [['SET', push, `${f} ${row.key}`, 'PX', life]];
    }),
    table<BackgroundRow>('background', 'kind, key', (row) => [
      [
        ...(['HSET', key('background-item', row.kind, row.key), 'state', row.state] as const),
        ...['dueAt', row.due_at, 'failures', row.failures, 'additions', row.additions],
      ],
      ['ZADD', key('background-due', row.kind), row.due_at, row.key],
    ]),
    table<RecordRow>('records', 'collection, key', (row) => {
      const { collection, version, expires_at: ends } = row;
      return [
        [
          ...(['HSET', key('records', collection), row.key] as const),
          `${version} ${ends ?? ''} ${row.value}`,
        ],
        ['ZADD', key('record-keys', collection), 0, row.key],
        ...(ends === null
          ? []
          : [['ZADD', key('record-ends', collection), ends, row.key] as Command]),
        ...(aboutFollowers.has(collection)
          ? [['SADD', key('about-followers'), collection] as Command]
          : []),
      ];
    }),
    table<CollectionRow>('collections', 'name', ({ name, generation }) => [
      ['HSET', key('generations'), name, generation],
    ]),
  ];
}

interface AccountRow {
  readonly account: string;
  readonly customer_service: string;
  readonly customer_service_until: number;
  readonly typing: string;
  readonly typing_until: number;
}

interface ActivityRow {
  readonly account: string;
  readonly day: string;
  readonly name: string;
  readonly count: number;
}

interface RingRow {
  readonly ring: string;
  readonly n: number;
  readonly at: number;
  readonly value: string;
}

interface PushRow {
  readonly account: string;
  readonly timestamp: number;
  readonly nonce: string;
  readonly signature: string;
  readonly open_id: string;
  readonly key: string;
  readonly forget_at: number;
}

interface BackgroundRow {
  readonly kind: string;
  readonly key: string;
  readonly state: string;
  readonly due_at: number;
  readonly failures: number;
  readonly additions: number;
}

interface RecordRow {
  readonly collection: string;
  readonly key: string;
  readonly value: string;
  readonly version: number;
  readonly expires_at: number | null;
}

interface CollectionRow {
  readonly name: string;
  readonly generation: number;
}
