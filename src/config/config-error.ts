import type { Sentence } from '../runtime/sentence.ts';
import { KuaihuiError } from '../runtime/errors.ts';

const heading: Sentence = {
  en: 'Some settings cannot be used. Fix them in .env or the environment, then start again:',
  zh: '有些设置不能用。请在 .env 或环境变量里改好，再启动：',
};

/** Tells the deployer that settings cannot be used, and lists every problem with its remedy. */
export class ConfigError extends KuaihuiError {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  /** In English, for logs and tests. */
  readonly problems: readonly string[];
  readonly sentences: readonly Sentence[];
  override readonly says: Sentence;

  constructor(problems: readonly Sentence[]) {
    const says = {
      en: [heading.en, ...problems.map(({ en }) => en)].join('\n  - '),
      zh: [heading.zh, ...problems.map(({ zh }) => zh)].join('\n  - '),
    };
    super(says.en);
    this.says = says;
    this.sentences = problems;
    this.problems = problems.map(({ en }) => en);
  }
}
