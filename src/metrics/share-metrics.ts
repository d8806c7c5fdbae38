import { readdir, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';
import { AggregatorRegistry } from 'prom-client';
import type { Measure } from './create-metrics.ts';

/** The metrics of all processes over one data folder. */
export interface SharedMetrics {
  /** Returns the metrics in Prometheus's format. A process that does not respond is left out. */
  readAll(): Promise<string>;
  close(): Promise<void>;
}

interface SharedMetricsDeps {
  /** The folder of the sockets: the data folder, which only this user can open. */
  readonly folder: string;
  /** The name of this process, as in its label. */
  readonly name: string;
  readonly read: () => Promise<readonly Measure[]>;
  readonly log: Logger;
}

const ANSWERS_WITHIN_MS = 1000;
/** The name of a socket has at most 103 bytes on macOS and 107 on Linux. */
const LONGEST_PATH_BYTES = 103;
const SOCKET = /^metrics-.+\.sock$/;

/**
 * Gathers the metrics of all processes. In PM2's cluster mode a scrape reaches any of them, so each listens on a
 * socket in the data folder, and the scraped process asks the others. Their values are not added up: a sum would fall
 * when a process ends, and Prometheus would take that for a restart from zero. So each process has its label
 * `process`.
 */
export async function shareMetrics(deps: SharedMetricsDeps): Promise<SharedMetrics> {
  const { folder, name, read, log } = deps;
  const own = `metrics-${name}.sock`;
  const server = createServer((_request, response) => {
    read().then(
      (measures) => response.end(JSON.stringify(measures)),
      () => response.destroy(),
    );
  });
  const path = socketPath(folder, own);
  // A dead process with the same number left this file.
  await rm(path, { force: true });
  await new Promise<void>((resolve) => {
    server.on('error', (error) => {
      log.warn(
        { code: 'metrics_apart', err: error, zh: '几个进程的指标没法在 DATA_DIR 里汇总' },
        'Metrics of several processes cannot be gathered in DATA_DIR',
      );
      resolve();
    });
    // Longer paths would be cut, and could coincide.
    if (Buffer.byteLength(path) > LONGEST_PATH_BYTES)
      server.emit('error', new Error(`The path of DATA_DIR is too long for a socket: ${path}`));
    else server.listen({ path, exclusive: true }, resolve);
  });

  return {
    async readAll() {
      const names = await readdir(folder).catch(() => []);
      const others = names.filter((file) => SOCKET.test(file) && file !== own);
      const all = await Promise.all([read(), ...others.map((file) => askOther(folder, file))]);
      return merge(all);
    },
    async close() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function askOther(folder: string, file: string): Promise<readonly Measure[]> {
  const socket = socketPath(folder, file);
  try {
    const answer = await ask(socket);
    const measures: unknown = JSON.parse(answer);
    return Array.isArray(measures) ? (measures as Measure[]) : [];
  } catch (error) {
    const isDead = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    if (isDead) await rm(socket, { force: true });
    return [];
  }
}

function ask(socketPath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    const answered = (response: IncomingMessage) => void text(response).then(resolve, reject);
    request({ socketPath, agent: false, signal }, answered).once('error', reject).end();
  });
}

function merge(all: readonly (readonly Measure[])[]): Promise<string> {
  // No two processes share a series, so every kind of metric may be "summed"; prom-client would leave some out
  // otherwise.
  const summed = all.map((measures) =>
    measures.map((measure) => ({ ...measure, aggregator: 'sum' as const })),
  );
  return AggregatorRegistry.aggregate(summed).metrics();
}

/** Returns the shortest path that tells the process; see LONGEST_PATH_BYTES. */
function socketPath(folder: string, file: string): string {
  const whole = join(folder, file);
  const fromHere = relative('.', whole);
  return fromHere.length < whole.length ? fromHere : whole;
}
