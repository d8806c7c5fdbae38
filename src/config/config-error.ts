import { commandLine } from './command-line.ts';
import type { SettingProblem } from './env-reader.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { KuaihuiError } from '../runtime/errors.ts';

const ofEnvironment: Sentence = {
  en: 'Some settings cannot be used. Fix them in .env or the environment, then start again:',
  zh: '有些设置不能用。请在 .env 或环境变量里改好，再启动：',
};

const ofAccount = (name: string): Sentence => ({
  en: `Some settings of the account ${name} cannot be used. Fix them with \`${commandLine(`account set ${name} KEY=VALUE`)}\`:`,
  zh: `账号 ${name} 的有些设置不能用。请用 \`${commandLine(`account set ${name} KEY=VALUE`)}\` 改好：`,
});

/** Tells the deployer that settings cannot be used, and lists every problem with its remedy. */
export class ConfigError extends KuaihuiError {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  /** In English, for logs and tests. */
  readonly problems: readonly string[];
  readonly sentences: readonly Sentence[];
  /** The same with the settings that are to blame. */
  readonly named: readonly SettingProblem[];

  /** `account` is the stored account to which the settings belong; without it they are the environment's. */
  constructor(given: readonly (Sentence | SettingProblem)[], account?: string) {
    const named = given.map((one) => ('says' in one ? one : { setting: undefined, says: one }));
    const problems = named.map(({ says }) => says);
    const heading = account === undefined ? ofEnvironment : ofAccount(account);
    super({
      en: [heading.en, ...problems.map(({ en }) => en)].join('\n  - '),
      zh: [heading.zh, ...problems.map(({ zh }) => zh)].join('\n  - '),
    });
    this.named = named;
    this.sentences = problems;
    this.problems = problems.map(({ en }) => en);
  }
}
