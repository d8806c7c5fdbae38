import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Config } from '../config/config.ts';
import type { Case, CheckWorld } from './check.ts';
import { lookAtData } from './check-data.ts';
import { checkWechat } from './check-wechat.ts';
import type { Finding } from './finding.ts';
import { BASIC_CHECKS } from './list-checks.ts';
import { openWechatSession } from './wechat-session.ts';

/** What a look at the settings needs. */
export type DiagnosisDeps = Pick<CheckWorld, 'clock' | 'log' | 'events'>;

/** Looks at what the settings name on this machine, without a change. Throws ConfigError and what Redis throws. */
export async function diagnoseSettings(
  config: Config,
  deps: Omit<CheckWorld, 'data'>,
): Promise<Finding[]> {
  const world = { ...deps, data: lookAtData(config, deps) };
  const of = openCase(config);
  const findings: Finding[] = [];
  for (const check of BASIC_CHECKS)
    if (check.from === 'check') findings.push(...(await check.look(of, world)));
  return findings;
}

/** Asks every model and WeChat whether they take what is set: a few words, and the token that the server has. */
export async function diagnoseOnline(config: Config, deps: DiagnosisDeps): Promise<Finding[]> {
  const of = openCase(config);
  const world = { ...deps, nameAnswers: () => '', data: lookAtData(config, deps) };
  const looks = BASIC_CHECKS.map((check) =>
    check.from === 'check --online' ? check.look(of, world) : Promise.resolve([]),
  );
  return (await Promise.all(looks)).flat();
}

/** Asks WeChat for the access token that the server has. Undefined without an AppSecret. */
export async function diagnoseWechat(
  { wechat }: Config,
  { clock }: DiagnosisDeps,
): Promise<Finding | undefined> {
  const session = openWechatSession(wechat);
  return session && checkWechat(session, { clock });
}

function openCase(config: Config): Case {
  return { account: DEFAULT_ACCOUNT, config, wechat: openWechatSession(config.wechat) };
}
