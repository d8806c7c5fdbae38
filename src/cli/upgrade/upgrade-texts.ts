import { KuaihuiError } from '../../runtime/errors.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** Tells why `kuaihui upgrade-check` cannot say what to do. */
export class UpgradeError extends KuaihuiError {
  override readonly name = 'UpgradeError';
  readonly code = 'upgrade';
}

/** What `kuaihui upgrade-check` says. */
export const upgradeTexts = {
  noData: (): Sentence => ({
    en: 'There is no data yet, so nothing has to be done before the first start.',
    zh: '还没有任何数据，直接启动就行。',
  }),
  sameVersion: (version: string): Sentence => ({
    en: `The data were last used by this version (${version}). Nothing has to be done.`,
    zh: `数据上次就是这个版本（${version}）用的，不需要做什么。`,
  }),
  between: (from: string, to: string): Sentence => ({
    en: `From ${from} to ${to}. Make a backup before the first start.`,
    zh: `从 ${from} 升级到 ${to}。首次启动前请先做备份。`,
  }),
  nothing: (): Sentence => ({ en: 'Nothing has to be done.', zh: '不需要做什么。' }),
  newer: (from: string, to: string): Sentence => ({
    en: `The data were last used by the newer ${from}; this version (${to}) will not start over them. Start the newer version again, or restore a backup from before the upgrade.`,
    zh: `数据上次是更新的 ${from} 用的，这个版本（${to}）不会用它启动。请继续用新版本，或恢复升级之前的备份。`,
  }),
  noVersion: (): Sentence => ({
    en: 'A version is three numbers, such as 0.1.0.',
    zh: '版本号是三个数字，例如 0.1.0。',
  }),
};
