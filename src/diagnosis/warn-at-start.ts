import type { Config } from '../config/config.ts';
import { isLocalAddress } from '../runtime/local-address.ts';
import { baseUrlOf } from '../models/model-settings.ts';
import { diagnoseModel, diagnoseWechat, type DiagnosisDeps } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { takeHourlyTurn } from './once-an-hour.ts';

/** Later, the first questions have said the same. */
const LONGEST_MS = 30_000;

/**
 * Asks model and WeChat whether they take what is set, and logs a warning when they do not: at most once in an hour for
 * each key, and never a server of the deployer's own network, which might load a model only for that.
 */
export async function warnAtStart(
  config: Config,
  deps: DiagnosisDeps & {
    /** How the deployer asks again. */
    readonly command: string;
  },
): Promise<void> {
  const isDue = (...subject: (string | undefined)[]) =>
    takeHourlyTurn(config.dataDir, subject.join('\n'), deps.clock.now());
  const { llm, wechat } = config;
  const findings: Promise<Finding | undefined>[] = [];
  if (llm && !isLocalAddress(baseUrlOf(llm)) && isDue(llm.apiKey, baseUrlOf(llm), llm.model)) {
    const firstEventTimeoutMs = Math.min(llm.firstEventTimeoutMs, LONGEST_MS);
    const settings = { ...llm, firstEventTimeoutMs, totalTimeoutMs: LONGEST_MS };
    findings.push(diagnoseModel({ ...config, llm: settings }, deps));
  }
  const { apiBaseUrl, appId, appSecret } = wechat;
  if (appSecret && !isLocalAddress(apiBaseUrl) && isDue(appSecret, apiBaseUrl, appId))
    findings.push(diagnoseWechat(config, deps));
  for (const finding of await Promise.all(findings))
    if (finding && finding.is !== 'right') warn(finding, deps);
}

function warn(
  { name, is, says, remedy }: Finding,
  { log, command }: Parameters<typeof warnAtStart>[1],
): void {
  const zh = [says.zh, remedy?.zh, `再查一次：${command}`].filter(Boolean).join(' ');
  const en = [says.en, remedy?.en, `To ask again: ${command}`].filter(Boolean).join(' ');
  log.warn({ code: `${name}_${is}`, zh }, en);
}
