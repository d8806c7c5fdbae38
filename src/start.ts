import type { Logger } from 'pino';
import { createBackground } from './background.ts';
import { buildAnswerer, buildKnowledgeAnswerer } from './build-answerer.ts';
import { systemClock } from './clock.ts';
import { parseConfig, type Config } from './config.ts';
import { createLog } from './create-log.ts';
import { explainFailure } from './explain-failure.ts';
import { accessKey, ensureLocalToken } from './local-token.ts';
import { createProcessMetrics } from './metrics/create-metrics.ts';
import { newId } from './new-id.ts';
import { startServer, type RunningServer } from './server.ts';
import type { Environment } from './setting-reader.ts';
import { readVersion } from './version.ts';

/** Runs the server until a signal ends the process. Says what is wrong in plain words when it cannot. */
export async function start(environment: Environment): Promise<void> {
  // Every file and socket that this process makes is its user's alone.
  globalThis.process.umask(0o077);
  try {
    const config = parseConfig(environment);
    const log = createLog(config.logLevel);
    const metrics = createProcessMetrics(readVersion());
    const process = {
      clock: systemClock,
      random: Math.random,
      newId,
      background: createBackground(log),
      log,
      observe: metrics.observe,
    };
    const answerer = await buildAnswerer(config, process);
    const token = config.wechat.token ?? ensureLocalToken(config.dataDir);
    const simulator = !config.hasSimulator
      ? undefined
      : isOneOfSeveral(config, environment)
        ? 'one process only'
        : {
            answerers: config.llm
              ? { model: answerer, knowledge: await buildKnowledgeAnswerer(config, process) }
              : { knowledge: answerer },
            key: accessKey(config.dataDir, 'simulator page'),
          };
    const metricsKey = config.metricsKey ?? accessKey(config.dataDir, 'metrics');
    const server = await startServer(config, {
      ...{ ...process, answerer, token, simulator },
      metrics: { ...metrics, key: metricsKey },
    });
    greet(config, server, answerer.name, log);
    showMetrics(server.port, config.metricsKey === undefined ? metricsKey : 'METRICS_KEY', log);
    if (typeof simulator === 'object') showSimulator(server.port, simulator.key, log);
    stopOnSignal(server, log);
  } catch (error) {
    // PM2 keeps what earlier starts said; without a time nobody could tell them apart.
    console.error(
      `${new Date().toISOString()} Kuaihui cannot start.\n${explainFailure(error, environment)}`,
    );
    // Whatever was opened before it went wrong would keep the process alive, and PM2 would take it for running.
    globalThis.process.exit(1);
  }
}

function greet(config: Config, server: RunningServer, answerer: string, log: Logger): void {
  log.info({ port: server.port, answerer }, `Kuaihui listens on port ${server.port}`);
  if (!config.wechat.token)
    log.info(
      'No WECHAT_TOKEN is set, so no Official Account can be connected yet. Talk to the bot with: npm run chat',
    );
  globalThis.process.send?.('ready'); // PM2 waits for it before it stops the old process.
}

/** PM2 spreads requests over processes, and numbers them; without it there is one, whatever is set. */
function isOneOfSeveral({ processes }: Config, environment: Environment): boolean {
  return processes > 1 && environment['NODE_APP_INSTANCE'] !== undefined;
}

/** A person at a terminal gets an address that can be clicked; elsewhere it goes where all lines go. */
function showSimulator(port: number, key: string, log: Logger): void {
  const line = `Try it in the browser 在浏览器里试用: http://localhost:${port}/simulator/?key=${key}`;
  if (globalThis.process.stdout.isTTY) console.log(`\n  ${line}\n`);
  else log.info(line);
}

/** A key of the deployer's own is not shown. */
function showMetrics(port: number, key: string, log: Logger): void {
  log.info(
    `Metrics for Prometheus: http://localhost:${port}/metrics, from elsewhere with ?key=${key}`,
  );
}

/** The first signal stops in order, a second one at once. */
function stopOnSignal(server: RunningServer, log: Logger): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) {
      log.warn({ signal }, 'Stopping at once');
      globalThis.process.exit(1);
    }
    isStopping = true;
    log.info({ signal }, 'Stopping: what is in flight is finished first; press again to force');
    server.stop().then(
      () => globalThis.process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'Could not stop in order');
        globalThis.process.exit(1);
      },
    );
  };
  globalThis.process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}
