import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';

/** Errors of a reachable Redis that cannot serve; its other errors are our mistakes. */
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

/** Turns every error of an unusable Redis into StoreUnavailableError, with the library's error as its cause. */
export function toStoreError(cause: unknown): Error {
  if (cause instanceof StoreUnavailableError) return cause;
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if (error.name !== 'ReplyError')
    return new StoreUnavailableError('Redis cannot be reached', { cause });
  const sentence = CANNOT_SERVE[codeOf(error.message)];
  return sentence === undefined ? error : new StoreUnavailableError(sentence, { cause });
}

/** Before Redis 7 the error of a script stands in the middle of the message. */
function codeOf(message: string): string {
  const inScript = /^ERR Error running script.*?: -([A-Z]+) /.exec(message)?.[1];
  return inScript ?? message.split(' ', 1)[0] ?? '';
}
