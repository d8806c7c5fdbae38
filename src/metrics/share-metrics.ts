import { readdir, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';
import { AggregatorRegistry } from 'prom-client';
import type { Measure } from './create-metrics.ts';

/** The metrics of all processes over one data folder. */
export interface SharedMetrics {
  /** In Prometheus's format. A process that does not answer is left out. */
  readAll(): Promise<string>;
  close(): Promise<void>;
}

interface SharedMetricsDeps {
  /** Where the sockets are: the data folder, which only this user can open. */
  readonly folder: string;
  /** Of this process, as in its label. */
  readonly name: string;
  readonly read: () => Promise<readonly Measure[]>;
  readonly log: Logger;
}

const ANSWERS_WITHIN_MS = 1000;
/** The name of a socket has at most 103 bytes on macOS and 107 on Linux. */
const LONGEST_PATH_BYTES = 103;
const SOCKET = /^metrics-.+\.sock$/;

/**
 * In PM2's cluster mode a scrape reaches any of the processes. So each listens on a socket in the data folder as well,
 * and whoever is scraped asks the others. Their values are not added up: each has its label `process`, because a sum
 * would fall when a process goes, and Prometheus would take that for a restart from zero of all of them.
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
  // What a dead process with our number left behind.
  await rm(path, { force: true });
  await new Promise<void>((resolve) => {
    server.on('error', (error) => {
      log.warn(
        { code: 'metrics_apart', err: error, zh: '几个进程的指标没法在 DATA_DIR 里汇总' },
        'Metrics of several processes cannot be gathered in DATA_DIR',
      );
      resolve();
    });
    // Longer ones would be cut, and could meet.
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
  // No two processes share a series, so every kind of metric may be "summed"; some would be left out otherwise.
  const summed = all.map((measures) =>
    measures.map((measure) => ({ ...measure, aggregator: 'sum' as const })),
  );
  return AggregatorRegistry.aggregate(summed).metrics();
}

/** As short as it can be said: see LONGEST_PATH_BYTES. */
function socketPath(folder: string, file: string): string {
  const whole = join(folder, file);
  const fromHere = relative('.', whole);
  return fromHere.length < whole.length ? fromHere : whole;
}
