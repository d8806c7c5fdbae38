import type { Redis } from 'ioredis';
import { ReplyError } from 'ioredis';
import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { readLuaLibrary } from './lua-library.ts';

type Value = string | number;

/** Runs one script with its arguments by name; `rest` follows them, for lists. */
type Script<Name extends string> = (
  values: Readonly<Record<Name, Value>>,
  rest?: readonly Value[],
) => Promise<unknown>;

/** Makes Lua scripts of this process callable. Each runs atomically. */
export interface Scripts {
  /** Defines the script `lua/FILE.lua`. The names are local variables in it; `REST` is where the list after them begins in ARGV. */
  define<Name extends string>(file: string, names: readonly Name[]): Script<Name>;
  /** Defines a script of the recovery, which runs also in a Redis that was emptied. */
  defineForRecovery<Name extends string>(file: string, names: readonly Name[]): Script<Name>;
}

export interface ScriptDeps {
  readonly redis: Redis;
  readonly prefix: string;
  readonly processId: string;
  readonly retentionMs: number;
  readonly clock: Clock;
  /** The mark of the data that this process expects; see recovery.ts. */
  readonly epoch: () => string;
  /** Called when Redis holds other data than before; resolves when what this process knows is written again. */
  readonly onEmptied: () => Promise<void>;
  /** Replaces Redis's own clock. */
  readonly redisNow: (() => number) | undefined;
}

/** How long a call waits for a lost connection, which is often back within this time. */
const RECONNECT_TIMEOUT_MS = 300;
const EMPTIED = 'EMPTIED';
const FIXED_ARGUMENTS = 4;

/** Every script begins with it but those of the recovery. */
const CHECK_EPOCH = `if call('HGET', EPOCH, 'mark') ~= ARGV[3] then
  return redis.error_reply('${EMPTIED} Redis holds other data than before')
end`;

export function createScripts(deps: ScriptDeps): Scripts {
  const { redis, prefix, processId, retentionMs } = deps;
  const whenReady = createReadiness(deps);
  const library = readLuaLibrary();
  let defined = 0;

  const defineCommand = (file: string, names: readonly string[], check: string) => {
    defined += 1;
    const command = `kuaihui${defined}`;
    const variables = names.map((_name, index) => `ARGV[${FIXED_ARGUMENTS + 1 + index}]`);
    const locals =
      names.length === 0 ? '' : `local ${names.join(', ')} = ${variables.join(', ')}\n`;
    const rest = `local REST = ${FIXED_ARGUMENTS + names.length + 1}\n`;
    const own = `${check}\n${locals}${rest}${library.read(file)}`;
    redis.defineCommand(command, { numberOfKeys: 1, lua: library.link(own) });
    const commands = redis as unknown as Record<string, (...args: Value[]) => Promise<unknown>>;
    return (values: Readonly<Record<string, Value>>, list: readonly Value[]) =>
      commands[command]?.call(
        redis,
        prefix,
        processId,
        retentionMs,
        deps.epoch(),
        deps.redisNow?.() ?? '',
        ...names.map((name) => values[name] ?? ''),
        ...list,
      );
  };

  return {
    define(file, names) {
      const run = defineCommand(file, names, CHECK_EPOCH);
      return async (values, list = []) => {
        await whenReady();
        try {
          return await run(values, list);
        } catch (error) {
          if (!isEmptied(error)) throw error;
          await deps.onEmptied();
          return await run(values, list);
        }
      };
    },
    defineForRecovery(file, names) {
      const run = defineCommand(file, names, '');
      return async (values, list = []) => run(values, list);
    },
  };
}

function isEmptied(error: unknown): boolean {
  return error instanceof ReplyError && (error as Error).message.startsWith(EMPTIED);
}

/** Waits a moment for a reconnection; concurrent callers share the wait. */
function createReadiness({ redis, clock }: ScriptDeps): () => Promise<void> | undefined {
  let waiting: Promise<void> | undefined;
  const wait = () =>
    new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => {
        cancel();
        redis.off('ready', onReady);
        waiting = undefined;
        settle();
      };
      const onReady = () => end(resolve);
      const cancel = clock.after(RECONNECT_TIMEOUT_MS, () =>
        end(() => reject(new StoreUnavailableError('Redis cannot be reached'))),
      );
      redis.on('ready', onReady);
    });
  return () => (redis.status === 'ready' ? undefined : (waiting ??= wait()));
}
