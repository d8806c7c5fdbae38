import { Redis, ReplyError, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { drainPendingIo } from '../../runtime/drain-pending-io.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { toStoreError } from './to-store-error.ts';

/** The connections of this process to Redis. */
export interface RedisConnections {
  /**
   * The connection for commands, which fail soon with StoreUnavailableError while Redis is away. None is queued and sent
   * after its caller gave up.
   */
  readonly redis: Redis;
  /** Opens a connection for subscriptions and blocking commands, which waits as long as Redis is away. */
  subscriber(): Redis;
  /** Closes every connection immediately. */
  close(): Promise<void>;
}

export interface ConnectRedisDeps {
  /** May hold a password; it is never logged. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** How long a command may take; little where a push may be waiting that WeChat gives 5 s and repeats. */
  readonly commandTimeoutMs?: number;
}

const COMMAND_TIMEOUT_MS = 400;
const CONNECT_TIMEOUT_MS = 3000;
const RETRY_MS = { first: 20, most: 500 };
/** Longer than the 10 s that a command of BullMQ blocks; a connection silent for longer is dead. */
const SILENCE_MS = 15_000;

/** Connects to Redis. Throws StoreUnavailableError with the remedy when it cannot be reached. */
export async function connectRedis({
  url,
  log,
  clock,
  commandTimeoutMs = COMMAND_TIMEOUT_MS,
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
    commandTimeout: commandTimeoutMs,
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
        // ioredis would resubscribe without handling a failure, which ends the process; `changes.ts` does it.
        autoResubscribe: false,
        socketTimeout: SILENCE_MS,
      });
      // The connection for commands logs an outage; this one only reconnects.
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
 * A connection whose errors do not carry the command. ioredis puts the command with its arguments on an error, and a
 * logger would print texts, OpenIDs and the password of AUTH.
 */
class DiscreetConnection extends Redis {
  constructor(url: string, options: RedisOptions & { replyMapping?: 'legacy' }) {
    super(url, options);
    // BullMQ duplicates the given connection for its blocking commands.
    this.duplicate = (changes) =>
      new DiscreetConnection(url, { ...options, ...(changes as typeof options) }) as never;
  }

  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    const reject = command.reject;
    command.reject = (error) => {
      if ('command' in error) delete error.command;
      reject.call(command, error);
    };
    return super.sendCommand(command, stream);
  }
}

/**
 * Turns every failure of a command, also in pipelines and scripts, into StoreUnavailableError. A command that Redis
 * answered while this process stood still has not timed out.
 */
class CommandConnection extends DiscreetConnection {
  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    const reject = command.reject;
    command.reject = (error) => {
      const fail = () => reject.call(command, toStoreError(error));
      // Node runs timers before it reads: after a standstill the answer may be here, unread.
      const mayBeAnswered = this.status === 'ready' && !(error instanceof ReplyError);
      if (mayBeAnswered) void drainPendingIo().then(fail);
      else fail();
    };
    return super.sendCommand(command, stream);
  }
}

/** Connects without a retry, because the deployer who starts a server wants to know of a failure. */
async function connectFirst(redis: Redis): Promise<void> {
  let reason: Error | undefined;
  const note = (error: Error) => {
    reason ??= error;
  };
  redis.on('error', note);
  try {
    await redis.connect();
    await redis.ping();
    // The library selects the database as well, but continues with database 0 when that fails.
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

/** Logs once when the connection is lost and once when it is back, and drops the repeated errors in between. */
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
      'Lost the connection to Redis; retrying until it is back. Meanwhile nothing can be stored',
    );
  });
  redis.on('ready', () => {
    if (lostAt === undefined) return;
    const awaySeconds = Math.round((clock.now() - lostAt) / 1000);
    lostAt = reason = undefined;
    log.info(
      { code: 'redis_back', awaySeconds, zh: '与 Redis 的连接恢复了' },
      'Connected to Redis again',
    );
  });
}

/** Resolves when the connection is closed, which one that is still connecting does not report. */
function end(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    if (redis.status === 'end') return resolve();
    redis.once('end', () => resolve());
    const isBetweenTries = redis.status === 'reconnecting';
    redis.disconnect();
    if (isBetweenTries) resolve();
  });
}
