import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../support/find-free-port.ts';
import { startServerProcess, type Program, type ServerProcess } from '../server-process.ts';

/** One of the servers that are compared. */
export interface Contestant {
  readonly name: string;
  readonly processes: number;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ContestantOptions {
  readonly name: string;
  /** The compiled server, or the classic bot. */
  readonly program: Program;
  /** More than one share the port, as under PM2. */
  readonly processes: number;
  /** The model's base URL. */
  readonly modelUrl: string;
  /** Beyond what every contestant gets. */
  readonly settings?: Readonly<Record<string, string>>;
}

export const TOKEN = 'loadtoken';

export const CLASSIC_BOT = fileURLToPath(new URL('classic-bot.js', import.meta.url));
const CLUSTER = fileURLToPath(new URL('cluster.js', import.meta.url));

/** Starts a server with the settings of a deployer who has set nothing but what is needed. */
export async function startContestant(options: ContestantOptions): Promise<Contestant> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-throughput-'));
  const port = await findFreePort();
  const { program } = options;
  const isCluster = options.processes > 1;
  const server = await startServerProcess({
    // The processes of a cluster get the flags of its primary.
    program: isCluster ? { ...program, main: CLUSTER } : program,
    folder,
    logFile: join(folder, 'server.log'),
    settings: {
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      FOLLOWER_QUESTIONS_PER_MINUTE: '0',
      WECHAT_TOKEN: TOKEN,
      OPENAI_BASE_URL: options.modelUrl,
      OPENAI_MODEL: 'instant',
      ...(isCluster && {
        CLUSTER_MAIN: program.main,
        CLUSTER_PROCESSES: String(options.processes),
      }),
      ...options.settings,
    },
  });
  return {
    name: options.name,
    processes: options.processes,
    origin: `http://127.0.0.1:${port}`,
    pid: server.pid,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The model that every contestant asks, in a process of its own. */
export async function startInstantModel(): Promise<ServerProcess & { readonly url: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-model-'));
  const port = await findFreePort();
  const model = await startServerProcess({
    program: { main: fileURLToPath(new URL('instant-model.ts', import.meta.url)) },
    folder,
    logFile: join(folder, 'model.log'),
    settings: { PORT: String(port) },
  });
  return {
    ...model,
    url: `http://127.0.0.1:${port}/v1`,
    async stop() {
      await model.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
