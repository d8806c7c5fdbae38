import { Redis, ReplyError, type Command, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { toStoreError } from './to-store-error.ts';

/** The connections of this process to Redis. */
export interface RedisConnections {
  /**
   * For commands: they fail soon while Redis is away, with StoreUnavailableError, and none of them is kept back and
   * sent later, when nobody waits for it any more.
   */
  readonly redis: Redis;
  /** One more connection, for subscriptions and commands that block: it waits for as long as Redis is away. */
  subscriber(): Redis;
  /** Closes every connection, at once. */
  close(): Promise<void>;
}

export interface ConnectRedisDeps {
  /** May hold a password; it is never logged. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Somebody may be waiting whom WeChat gives 5 s, and who tries again. */
const COMMAND_TIMEOUT_MS = 400;
const CONNECT_TIMEOUT_MS = 3000;
const RETRY_MS = { first: 20, most: 500 };
/** Longer than a command of BullMQ blocks, which is 10 s: after that nobody is at the other end. */
const SILENCE_MS = 15_000;

/** Connects. Throws StoreUnavailableError, which says what to do, when Redis cannot be reached. */
export async function connectRedis({
  url,
  log,
  clock,
}: ConnectRedisDeps): Promise<RedisConnections> {
  const common = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (tries) =>
      Math.min(RETRY_MS.first * 2 ** Math.min(tries - 1, 10), RETRY_MS.most),
    // After a failover the old address may answer for a while, as a replica.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions;
  const redis = new CommandConnection(url, {
    ...common,
    lazyConnect: true,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  await connectFirst(redis);
  logOutages(redis, { log, clock });

  const subscribers: Redis[] = [];
  return {
    redis,
    subscriber() {
      const subscriber = new DiscreetConnection(url, {
        ...common,
        maxRetriesPerRequest: null,
        // ioredis would do it without anybody to hear that it failed, which ends the process. `changes.ts` does it.
        autoResubscribe: false,
        socketTimeout: SILENCE_MS,
      });
      // The connection for commands tells of an outage; this one only comes back.
      subscriber.on('error', () => {});
      subscribers.push(subscriber);
      return subscriber;
    },
    async close() {
      await Promise.all([redis, ...subscribers].map(end));
    },
  };
}

/**
 * A connection whose errors do not carry what was sent. ioredis puts the command with all its words on an error, and a
 * logger would print them: texts, OpenIDs, the password of AUTH.
 */
class DiscreetConnection extends Redis {
  constructor(url: string, options: RedisOptions & { replyMapping?: 'legacy' }) {
    super(url, options);
    // BullMQ makes itself a connection for blocking out of the one that it is given.
    this.duplicate = (changes) =>
      new DiscreetConnection(url, { ...options, ...(changes as typeof options) }) as never;
  }

  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    changeFailure(command, (error) => {
      if ('command' in error) delete error.command;
      return error;
    });
    return super.sendCommand(command, stream);
  }
}

/** Its commands fail with StoreUnavailableError as well, those in pipelines and scripts too. */
class CommandConnection extends DiscreetConnection {
  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    changeFailure(command, toStoreError);
    return super.sendCommand(command, stream);
  }
}

function changeFailure(command: Command, change: (error: Error) => Error): void {
  const reject = command.reject;
  command.reject = (error) => reject.call(command, change(error));
}

/** The first connection is not tried twice: who starts a server wants to know. */
async function connectFirst(redis: Redis): Promise<void> {
  let reason: Error | undefined;
  const note = (error: Error) => {
    reason ??= error;
  };
  redis.on('error', note);
  try {
    await redis.connect();
    await redis.ping();
    // The library selects it as well, and goes on with database 0 where that fails.
    const { db = 0 } = redis.options;
    if (db !== 0) await redis.select(db);
  } catch (error) {
    redis.disconnect();
    const isReply = error instanceof ReplyError;
    const failure = isReply ? error : (reason ?? error);
    const cause = failure instanceof StoreUnavailableError ? failure.cause : failure;
    throw cannotConnect(cause, redis.options);
  }
  redis.off('error', note);
}

function cannotConnect(
  cause: unknown,
  { host, port, path, tls, db }: RedisOptions,
): StoreUnavailableError {
  const said = cause instanceof Error ? cause.message : '';
  const where = path ?? `${host}:${port}`;
  if (/^(NOAUTH|WRONGPASS|ERR AUTH|ERR Client sent AUTH)/.test(said))
    return new StoreUnavailableError(
      `Redis at ${where} refuses the password in REDIS_URL. It looks like redis://:password@host:6379, and special characters are written as in %40 for @.`,
    );
  if (said.startsWith('NOPERM'))
    return new StoreUnavailableError(
      `The user in REDIS_URL may not do what Kuaihui needs in Redis at ${where}. Give it the rights +@all on its keys.`,
    );
  if (/DB index|out of range|SELECT is not allowed/i.test(said))
    return new StoreUnavailableError(
      `Redis at ${where} has no database ${db}, the number at the end of REDIS_URL (${said}). Most have 0 to 15, and managed ones often only 0: end REDIS_URL with /0, and set REDIS_KEY_PREFIX where several bots share it.`,
    );
  return new StoreUnavailableError(
    `Cannot reach Redis at ${where}${tls ? ' (TLS)' : ''}. Does it run, is REDIS_URL right, and does a firewall let this machine through? Without REDIS_URL everything is kept in DATA_DIR.`,
    { cause },
  );
}

/** Says once when the connection is lost, and once when it is back; errors in between say the same again and again. */
function logOutages(
  redis: Redis,
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
): void {
  let lostAt: number | undefined;
  let reason: string | undefined;
  redis.on('error', (error: Error) => {
    reason = error.message;
  });
  redis.on('close', () => {
    if (lostAt !== undefined || redis.status === 'end') return;
    lostAt = clock.now();
    log.error(
      { code: 'redis_lost', reason, zh: '与 Redis 的连接断了，正在重连；这期间存不了东西' },
      'The connection to Redis is lost. Trying again until it is back; meanwhile nothing can be stored',
    );
  });
  redis.on('ready', () => {
    if (lostAt === undefined) return;
    const awaySeconds = Math.round((clock.now() - lostAt) / 1000);
    lostAt = reason = undefined;
    log.info(
      { code: 'redis_back', awaySeconds, zh: '与 Redis 的连接恢复了' },
      'The connection to Redis is back',
    );
  });
}

/** Resolves when it is closed. A connection that is just being tried does not say so. */
function end(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    if (redis.status === 'end') return resolve();
    redis.once('end', () => resolve());
    const isBetweenTries = redis.status === 'reconnecting';
    redis.disconnect();
    if (isBetweenTries) resolve();
  });
}
