import { KuaihuiError } from '../runtime/errors.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** A process of 0.1 works with the data, which this version would change under it. */
export class OlderProcessError extends KuaihuiError {
  override readonly name = 'OlderProcessError';
  readonly code = 'older_process_lives';

  constructor({ pid }: OlderProcess) {
    super(sayThatItLives(pid === undefined ? '' : String(pid)));
  }
}

export interface OlderProcess {
  /** Undefined where the process did not say it. */
  readonly pid?: number | undefined;
}

function sayThatItLives(pid: string): Sentence {
  return {
    en: `A process of Kuaihui 0.1${pid && ` (pid ${pid})`} is still working with this data, and 0.1 and 0.2 cannot run side by side: stop every process of 0.1 (such as with pm2 stop or systemctl stop), then start this version.`,
    zh: `还有 0.1 版的进程${pid && `（pid ${pid}）`}在用这份数据，0.1 和 0.2 不能同时运行：请先停掉所有 0.1 版的进程（比如 pm2 stop 或 systemctl stop），再启动这个版本。`,
  };
}
