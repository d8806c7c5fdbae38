import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';

/** What Redis answers when it is there but cannot serve; other answers are mistakes of ours. */
const CANNOT_SERVE: Readonly<Record<string, string>> = {
  OOM: 'Redis is full (maxmemory)',
  MISCONF: 'Redis cannot write to its disk',
  READONLY: 'Redis is a replica and takes no writes',
  LOADING: 'Redis is still reading its data after a start',
  MASTERDOWN: 'Redis has lost its master',
  CLUSTERDOWN: 'The Redis cluster is down',
  NOREPLICAS: 'Redis waits for its replicas',
  BUSY: 'Redis is busy with a long script',
  TRYAGAIN: 'Redis asks to try again',
  NOAUTH: 'Redis wants a password (REDIS_URL)',
  WRONGPASS: 'Redis refuses the password (REDIS_URL)',
};

/** Everything that means that Redis cannot be used now becomes StoreUnavailableError, the library's error its cause. */
export function toStoreError(cause: unknown): Error {
  if (cause instanceof StoreUnavailableError) return cause;
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if (error.name !== 'ReplyError')
    return new StoreUnavailableError('Redis cannot be reached', { cause });
  const sentence = CANNOT_SERVE[codeOf(error.message)];
  return sentence === undefined ? error : new StoreUnavailableError(sentence, { cause });
}

/** Before Redis 7 what a script met stands in the middle of the message. */
function codeOf(message: string): string {
  const inScript = /^ERR Error running script.*?: -([A-Z]+) /.exec(message)?.[1];
  return inScript ?? message.split(' ', 1)[0] ?? '';
}
