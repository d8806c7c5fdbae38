import type { Redis } from 'ioredis';
import type { Row } from '../../sqlite/row-file.ts';
import { toFollower } from '../keys.ts';
import { toFields } from './fields.ts';
import { toModelUsage } from './usage-rows.ts';

type TableRow = readonly [table: string, row: Row];

/** A key without the prefix of this bot, as the words between its colons. */
type Words = readonly string[];

/** Reads what a key holds that is not of one follower, as rows of the database. */
type ReadKey = (redis: Redis, key: string, words: Words) => Promise<readonly TableRow[]>;

const SCAN_COUNT = 500;

/** By the first word of a key; what is not here is of a follower, of processes, or a list that can be made anew. */
const READS: Readonly<Record<string, ReadKey>> = {
  async account(redis, key, [, account = '']) {
    const fields = new Map(Object.entries(await redis.hgetall(key)));
    const number = (name: string) => Number(fields.get(name) ?? 0);
    return [
      [
        'accounts',
        {
          account,
          customer_service: fields.get('customerService') ?? 'unknown',
          customer_service_until: number('customerServiceUntil'),
          typing: fields.get('typing') ?? 'yes',
          typing_until: number('typingUntil'),
        },
      ],
    ];
  },
  async activity(redis, key, [, account = '', day = '']) {
    return Object.entries(await redis.hgetall(key)).map(([name, count]) => [
      'activity',
      { account: decodeURIComponent(account), day, name, count: Number(count) },
    ]);
  },
  async spent(redis, key, [, account = '', day = '']) {
    const of = { account: decodeURIComponent(account), open_id: '', day };
    const fields = toFields(Object.entries(await redis.hgetall(key)).flat());
    return toModelUsage(fields, of).map((row) => ['model_usage', row]);
  },
  async ring(redis, key, [, ...words]) {
    const entries = await redis.xrange(key, '-', '+');
    return entries.map(([id, [, at = '0', , value = 'null']]) => [
      'ring_entries',
      { ring: words.join(':'), n: Number(id.split('-')[0]), at: Number(at), value },
    ]);
  },
  async push(redis, key, [, account = '', timestamp = '', nonce = '', ...signature]) {
    const [of, life] = await Promise.all([redis.get(key), redis.pttl(key)]);
    if (of === null || life <= 0) return [];
    const end = of.indexOf(' ');
    return [
      [
        'pushes',
        {
          ...{ account: decodeURIComponent(account), signature: signature.join(':') },
          ...{ timestamp: Number(timestamp), nonce: decodeURIComponent(nonce) },
          open_id: of.includes(':') ? toFollower(of.slice(0, end)).openId : '',
          key: of.includes(':') ? of.slice(end + 1) : '',
          forget_at: Date.now() + life,
        },
      ],
    ];
  },
  async 'background-item'(redis, key, [, kind = '', ...rest]) {
    const item = await redis.hgetall(key);
    return [
      [
        'background',
        {
          ...{ kind, key: rest.join(':'), state: item['state'] ?? 'null' },
          due_at: Number(item['dueAt']),
          failures: Number(item['failures']),
          additions: Number(item['additions']),
        },
      ],
    ];
  },
  async records(redis, key, [, collection = '']) {
    const rows: TableRow[] = [];
    for await (const found of redis.hscanStream(key, { count: SCAN_COUNT })) {
      const flat = found as string[];
      for (const [name, stored] of toFields(flat)) {
        const [, version, ends, value = 'null'] = /^(\d+) (\d*) ([^]*)$/.exec(stored) ?? [];
        const expires_at = ends ? Number(ends) : null;
        rows.push([
          'records',
          { collection, key: name, value, version: Number(version), expires_at },
        ]);
      }
    }
    return rows;
  },
  async generations(redis, key) {
    return Object.entries(await redis.hgetall(key)).map(([name, generation]) => [
      'collections',
      { name, generation: Number(generation) },
    ]);
  },
};

/** Returns the rows of a key that is shared; nothing for any other key. */
export async function readShared(
  redis: Redis,
  key: string,
  prefix: string,
): Promise<readonly TableRow[]> {
  const words = key.slice(prefix.length + 1).split(':');
  return (await READS[words[0] ?? '']?.(redis, key, words)) ?? [];
}
