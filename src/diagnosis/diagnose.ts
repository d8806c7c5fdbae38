import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Config } from '../config/config.ts';
import type { Case, CheckWorld } from './check.ts';
import { lookAtData } from './check-data.ts';
import { checkWechat } from './check-wechat.ts';
import { doctorTexts } from './doctor/doctor-texts.ts';
import type { Finding } from './finding.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { BASIC_CHECKS } from './list-checks.ts';
import { openWechatSession } from './wechat-session.ts';

/** What a look at the settings needs. */
export type DiagnosisDeps = Pick<CheckWorld, 'clock' | 'log' | 'events' | 'listMcpServers'>;

/** Looks at what the settings name on this machine, without a change. Throws ConfigError. */
export async function diagnoseSettings(
  config: Config,
  { away, ...deps }: Omit<CheckWorld, 'data'> & { readonly away?: Sentence | undefined },
): Promise<Finding[]> {
  const data =
    away === undefined ? lookAtData(config, deps) : () => Promise.resolve(tellAway(away));
  const world = { ...deps, data };
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

/** A store that cannot be reached is no reason not to look at everything else. */
function tellAway(sentence: Sentence): Finding {
  return { name: 'data', state: 'fault', sentence, remedy: doctorTexts.followIt() };
}

function openCase(config: Config): Case {
  return { account: DEFAULT_ACCOUNT, config, wechat: openWechatSession(config.wechat) };
}
