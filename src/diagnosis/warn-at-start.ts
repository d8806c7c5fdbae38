import type { Config } from '../config/config.ts';
import { isLocalAddress } from '../runtime/local-address.ts';
import { baseUrlOf } from '../models/model-settings.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import { diagnoseModel } from './ask-models.ts';
import { diagnoseWechat, type DiagnosisDeps } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { listConfiguredModels } from './list-configured-models.ts';
import { takeHourlyTurn } from './once-an-hour.ts';

/** After this time the first questions of followers have shown the same. */
const LONGEST_MS = 30_000;

/**
 * Asks the models and WeChat whether they accept the settings, and logs a warning if not.
 * It asks at most once an hour for each key, and never a server in the deployer's own network, which might load a model
 * for it.
 */
export async function warnAtStart(
  config: Config,
  deps: DiagnosisDeps & {
    /** The command with which the deployer asks again. */
    readonly command: string;
  },
): Promise<void> {
  const isDue = (...subject: (string | undefined)[]) =>
    takeHourlyTurn(config.dataDir, subject.join('\n'), deps.clock.now());
  const { wechat } = config;
  const findings: Promise<Finding | undefined>[] = [];
  for (const model of listConfiguredModels(config)) {
    const address = baseUrlOf(model);
    if (isLocalAddress(address) || !isDue(model.apiKeys[0], address, model.model)) continue;
    const firstEventTimeoutMs = Math.min(model.firstEventTimeoutMs, LONGEST_MS);
    const limits = { firstEventTimeoutMs, totalTimeoutMs: LONGEST_MS };
    findings.push(diagnoseModel({ ...model, ...limits }, { ...deps, account: DEFAULT_ACCOUNT }));
  }
  const { apiBaseUrl, appId, appSecret } = wechat;
  if (appSecret && !isLocalAddress(apiBaseUrl) && isDue(appSecret, apiBaseUrl, appId))
    findings.push(diagnoseWechat(config, deps));
  for (const finding of await Promise.all(findings))
    if (finding && finding.state !== 'ok') warn(finding, deps);
}

function warn(
  { name, state, sentence, remedy }: Finding,
  { log, command }: Parameters<typeof warnAtStart>[1],
): void {
  const zh = [sentence.zh, remedy?.zh, `再查一次：${command}`].filter(Boolean).join(' ');
  const en = [sentence.en, remedy?.en, `To ask again: ${command}`].filter(Boolean).join(' ');
  log.warn({ code: `${name}_${state === 'fault' ? 'wrong' : 'unknown'}`, zh }, en);
}
