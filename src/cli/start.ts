import type { Logger } from 'pino';
import { composeBanner } from './banner.ts';
import { openBrowser } from './open-browser.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import { createEventBus } from '../events/event-bus.ts';
import { consoleAddress, setupLink } from '../console/access/console-address.ts';
import { adviceLanguage } from '../config/advice-language.ts';
import { commandLine } from '../config/command-line.ts';
import type { Config } from '../config/config.ts';
import { parseSettings, type SettingSource } from '../config/setting-source.ts';
import { systemClock } from '../runtime/clock.ts';
import { createLog } from '../runtime/create-log.ts';
import { createLogTap } from '../runtime/log-tap.ts';
import { isConnected } from '../diagnosis/setup.ts';
import { warnAtStart } from '../diagnosis/warn-at-start.ts';
import { explainFailure } from '../diagnosis/explain-failure.ts';
import { accessKey, ensureLocalToken } from '../config/local-token.ts';
import { createProcessMetrics } from '../metrics/create-metrics.ts';
import { refuseBrokenRestore } from '../server/backup/refuse-broken-restore.ts';
import { completeConfig } from '../server/complete-config.ts';
import { createRuntime } from '../server/create-runtime.ts';
import { startServer, type RunningServer } from '../server/start-server.ts';
import type { Environment, SettingProblem } from '../config/env-reader.ts';
import { findKill } from '../simulator/supervise.ts';
import { startFailureTexts } from '../config/start-failure-texts.ts';
import { readVersion } from '../runtime/version.ts';

export interface StartFlags {
  /** Opens the console in the browser of the person at this machine, or the simulator where there is no console. */
  readonly open?: boolean;
}

/** Runs the server until a signal ends the process. Says what is wrong in plain words when it cannot. */
export async function start(source: SettingSource, flags: StartFlags = {}): Promise<void> {
  const { environment } = source;
  // Every file and socket that this process makes is its user's alone.
  process.umask(0o077);
  try {
    const given = parseSettings(source);
    refuseBrokenRestore(given.config);
    // The store may set what no variable does; one config then holds for all of the start.
    const { config, inEffect, leftOut } = await completeConfig(given.config, environment);
    const { stdout } = process;
    const language = adviceLanguage(environment);
    const logTap = createLogTap(systemClock.now, process.pid);
    const log = await createLog(config.logLevel, stdout, language, logTap);
    if (source.file !== undefined)
      log.info(
        { code: 'settings_read', file: source.file, zh: `已读取 ${source.file}` },
        `Settings read from ${source.file}`,
      );
    for (const { en, zh } of given.notes) log.warn({ code: 'setting_note', zh }, en);
    for (const problem of leftOut) warnOfSetting(problem, log);
    const metrics = createProcessMetrics(readVersion());
    const runtime = createRuntime(log);
    const events = createEventBus(log);
    const token = given.config.wechat.token ?? ensureLocalToken(config.dataDir);
    const pageKey = accessKey(config.dataDir, 'simulator page');
    const simulator = !config.hasSimulator
      ? undefined
      : isOneOfSeveral(config, environment)
        ? 'one process only'
        : { key: pageKey, kill: findKill(environment, process) };
    const metricsKey = config.metricsKey ?? accessKey(config.dataDir, 'metrics');
    const server = await startServer(config, {
      ...{ runtime, events, environment, token, simulator, pageKey, logTap },
      ...{ storedInEffect: inEffect, settingsFile: source.file },
      metrics: { ...metrics, key: metricsKey },
    });
    const chatCommand = commandLine('chat');
    const page =
      typeof simulator === 'object'
        ? `http://localhost:${server.port}/simulator/?key=${pageKey}`
        : undefined;
    const code = server.console?.setupCode;
    const address = server.console && consoleAddress(config, server.console.port);
    const link = address !== undefined && code !== undefined ? setupLink(address, code) : undefined;
    if (stdout.isTTY)
      stdout.write(
        composeBanner(
          server.setup,
          {
            console:
              address === undefined
                ? undefined
                : { address: link ?? `${address}/`, isSetupLink: link !== undefined },
            simulator: page,
            chatCommand,
            isRemote: environment['SSH_CONNECTION'] !== undefined,
          },
          language,
        ),
      );
    else {
      greet(server, chatCommand, log);
      if (link !== undefined) showSetupLink(link, log);
      const keysCommand = commandLine('keys');
      showMetrics(server.port, keysCommand, log);
      if (page !== undefined)
        log.info(
          { code: 'simulator_at' },
          `Try it in the browser: http://localhost:${server.port}/simulator/ (with its key: ${keysCommand})`,
        );
    }
    process.send?.('ready'); // PM2 waits for it before it stops the old process.
    stopOnSignal(server, log);
    const toOpen = link ?? (address === undefined ? page : `${address}/`);
    if (flags.open && toOpen !== undefined)
      await openBrowser(toOpen, config.dataDir).catch((error: unknown) =>
        log.warn(
          { code: 'no_browser', err: error, zh: '没能打开浏览器，请自己打开上面的地址' },
          'No browser could be opened: open the address above yourself',
        ),
      );
    // A stop does not wait for it.
    const command = commandLine('check --online');
    warnAtStart(config, { ...runtime, events, command }).catch((error: unknown) =>
      log.warn(
        { code: 'check_failed', err: error, zh: '没能检查模型是否应答' },
        'Could not ask whether the model answers',
      ),
    );
  } catch (error) {
    // PM2 keeps what earlier starts said; without a time they could not be told apart.
    console.error(
      `${new Date().toISOString()} ${startFailureTexts.cannotStart()[adviceLanguage(environment)]}\n${explainFailure(error, environment)}`,
    );
    // Whatever was opened before it went wrong would keep the process alive, and PM2 would take it for running.
    process.exit(1);
  }
}

/** What an owner set in the console and cannot be used is no reason not to start. */
function warnOfSetting({ setting = '', says }: SettingProblem, log: Logger): void {
  log.warn(
    {
      code: 'stored_setting_left_out',
      setting,
      zh: `控制台里存的 ${setting} 用不了，这次启动没有用它：${says.zh}`,
    },
    `The stored setting ${setting} cannot be used, so this start goes without it: ${says.en}`,
  );
}

function greet({ port, answerer, setup }: RunningServer, chatCommand: string, log: Logger): void {
  const { account, others } = setup;
  const accounts = [...(account ? [DEFAULT_ACCOUNT] : []), ...others];
  log.info({ code: 'listening', port, answerer, accounts }, `Kuaihui listens on port ${port}`);
  if (!isConnected(setup))
    log.info(
      { code: 'no_account' },
      `No WECHAT_TOKEN is set, so no Official Account can be connected yet. Talk to the bot with: ${chatCommand}`,
    );
}

/** PM2 spreads requests over processes, and numbers them; without it there is one, whatever is set. */
function isOneOfSeveral({ processes }: Config, environment: Environment): boolean {
  return processes > 1 && environment['NODE_APP_INSTANCE'] !== undefined;
}

/** The one secret in a log: it opens the console until a password is set, and once only. */
function showSetupLink(link: string, log: Logger): void {
  log.info(
    { code: 'console_setup', zh: `打开这个链接设置控制台的密码（24 小时内有效）：${link}` },
    `Open this link within 24 hours to set the password of the console: ${link}`,
  );
}

/** A log may be copied and shown around, so it holds no key. */
function showMetrics(port: number, keysCommand: string, log: Logger): void {
  log.info(
    { code: 'metrics_at' },
    `Metrics for Prometheus: http://localhost:${port}/metrics (the key for other machines: ${keysCommand})`,
  );
}

/** The first signal stops in order, a second one immediately. */
function stopOnSignal(server: RunningServer, log: Logger): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) {
      log.warn({ code: 'stopping_now', signal, zh: '立即结束' }, 'Stopping immediately');
      process.exit(1);
    }
    isStopping = true;
    log.info(
      {
        code: 'stopping',
        signal,
        zh: '正在停止：先把手上的回答写完；再按一次 Ctrl-C 立即结束',
      },
      'Stopping: what is in flight is finished first; press again to force',
    );
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(
          { code: 'stop_failed', err: error, zh: '没能按顺序停止' },
          'Could not stop in order',
        );
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}
