import type { Logger } from 'pino';
import { backOffMs } from '../../runtime/back-off.ts';
import type { Clock } from '../../runtime/clock.ts';
import { coalesce } from '../../runtime/coalesce.ts';
import type { ListedTool } from './listed-tool.ts';
import { McpFailure } from './mcp-failure.ts';
import type { McpServerSettings } from './mcp-settings.ts';
import type { McpConnection, OpenConnection } from './open-connection.ts';

export interface KeeperDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** Loads the library when the first server is opened. */
  readonly loadOpener: () => Promise<OpenConnection>;
}

/**
 * The connection to a server, which is opened in the background and again whenever it ends.
 *
 * `starting`: the first attempt runs. `connected`: its tools are known. `away`: it failed, ended or broke off, and is
 * tried again after a rest that grows with each failure. `off`: the deployer switched it off, or it was stopped.
 */
export interface KeptConnection {
  state(): 'starting' | 'connected' | 'away' | 'off';
  /** Returns why it is away. */
  failure(): McpFailure | undefined;
  /** Returns what the server lists. One that just ended keeps its tools until it does not come back. */
  tools(): readonly ListedTool[];
  /** Returns the connection, after the next attempt if the server is about to come back. Throws McpFailure. */
  current(signal: AbortSignal): Promise<McpConnection>;
  /** Gives up a connection that is of no use any more. */
  lose(lost: McpConnection, because: McpFailure): void;
  /** Opens a connection in place of one whose session the server forgot, once for all calls that find it so. */
  renew(lost: McpConnection, signal: AbortSignal): Promise<McpConnection>;
  /** Ends the connection, and the program. */
  stop(): Promise<void>;
}

/** A start that hangs is ended by then. */
export const START_MS = 10_000;
/** After one that held so long, the first rest is short again. */
const HELD_MS = 60_000;
const LIST_PAUSE_MS = 1000;

export function keepConnected(settings: McpServerSettings, deps: KeeperDeps): KeptConnection {
  const { clock, log } = deps;
  const { name } = settings;
  const stopping = new AbortController();
  let isStopped = settings.isOff;
  let connection: McpConnection | undefined;
  let connectedAt = 0;
  let listed: readonly ListedTool[] = [];
  let failure: McpFailure | undefined;
  let failures = 0;
  let attempt: Promise<void> | undefined;
  let cancelRest = () => {};
  const retiring = new Set<McpConnection>();

  const connect = (): Promise<void> => {
    cancelRest();
    attempt ??= inTime(tryToConnect)
      .catch(noteFailure)
      .finally(() => (attempt = undefined));
    return attempt;
  };

  async function tryToConnect(signal: AbortSignal): Promise<void> {
    const openConnection = await deps.loadOpener();
    const opened: McpConnection = await openConnection(settings.place, {
      ...{ clock, signal },
      onListChanged: () => void relist.run(),
      onClosed: () => lose(opened, new McpFailure('gone')),
      onErrorLine: (line) => log.debug({ server: name, line }, 'Error output of an MCP server'),
    });
    try {
      listed = await opened.list(signal);
      signal.throwIfAborted();
    } catch (error) {
      await opened.close();
      throw error;
    }
    connection = opened;
    connectedAt = clock.now();
    failure = undefined;
    log.info(
      {
        code: 'mcp_connected',
        server: name,
        tools: listed.length,
        zh: `已连接 MCP 服务器 ${name}`,
      },
      `Connected to the MCP server ${name}`,
    );
  }

  /** Ends work that hangs. Throws McpFailure. */
  async function inTime(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const late = new AbortController();
    const cancel = clock.after(START_MS, () => late.abort());
    try {
      await work(AbortSignal.any([late.signal, stopping.signal]));
    } catch (error) {
      if (late.signal.aborted) throw new McpFailure('timed-out', { cause: error });
      throw error instanceof McpFailure ? error : new McpFailure('unusable', { cause: error });
    } finally {
      cancel();
    }
  }

  /** Rests, then tries again. */
  function noteFailure(because: unknown): void {
    if (isStopped || !(because instanceof McpFailure)) return;
    const before = failure;
    failures += 1;
    failure = because;
    // What is known already is no news.
    const tell = failures === 1 || before?.kind !== because.kind ? 'warn' : 'debug';
    log[tell](
      {
        ...{ code: 'mcp_away', server: name, failure: because.kind, failures },
        zh: `MCP 服务器 ${name} 用不了：${because.says?.zh ?? ''}`,
      },
      `The MCP server ${name} is away: ${because.message}`,
    );
    cancelRest = clock.after(backOffMs(failures), () => void connect());
  }

  /** Lets other calls end that are on their way. */
  function retire(lost: McpConnection): void {
    connection = undefined;
    retiring.add(lost);
    void lost.closeWhenIdle().finally(() => retiring.delete(lost));
  }

  function lose(lost: McpConnection, because: McpFailure): void {
    if (connection !== lost) return;
    retire(lost);
    if (clock.now() - connectedAt >= HELD_MS) failures = 0;
    noteFailure(because);
  }

  /** A server that tells of changes all the time is listed once a second. */
  const relist = coalesce(async () => {
    const asked = connection;
    await inTime(async (signal) => {
      const tools = await asked?.list(signal);
      if (tools && connection === asked) listed = tools;
    }).catch(({ kind }: McpFailure) =>
      log.debug({ server: name, failure: kind }, 'A changed list of tools was not read'),
    );
    await clock.sleep(LIST_PAUSE_MS);
  });

  async function afterAttempt(signal: AbortSignal): Promise<McpConnection> {
    await orAborted(connect(), signal);
    if (connection) return connection;
    throw failure ?? new McpFailure('gone');
  }

  if (!isStopped) void connect();
  return {
    state() {
      if (isStopped) return 'off';
      if (connection) return 'connected';
      return failure === undefined ? 'starting' : 'away';
    },
    failure: () => failure,
    tools: () => (connection !== undefined || failures <= 1 ? listed : []),
    async current(signal) {
      if (connection) return connection;
      if (isStopped || failures > 1) throw failure ?? new McpFailure('gone');
      return afterAttempt(signal);
    },
    lose,
    async renew(lost, signal) {
      if (connection !== undefined && connection !== lost) return connection;
      if (connection === lost) retire(lost);
      return afterAttempt(signal);
    },
    async stop() {
      isStopped = true;
      cancelRest();
      stopping.abort();
      const open = [...retiring.keys(), ...(connection ? [connection] : [])];
      connection = undefined;
      await Promise.all([attempt, ...open.map((one) => one.close())]);
    },
  };
}

/** Waits for work that goes on when this wait is aborted. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort);
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
