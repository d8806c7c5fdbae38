import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { createExpiringSet } from '../../runtime/expiring-set.ts';
import type { BrokenText } from './database.ts';

/** Collects what proved to be wrong with the database file while it was in use. */
export interface FileWatch {
  onBrokenText(text: BrokenText): void;
  onDamage(code: string): void;
  /** SQLite's code for damage that showed a short while ago. */
  recentDamage(): string | undefined;
}

const DAMAGE_IS_RECENT_FOR_MS = 5 * 60_000;
/** The same problem is logged once in this time. */
const SAID_FOR_MS = 60 * 60_000;

/** Creates a watch that logs what is wrong and where, but never a text that a follower wrote or reads. */
export function createFileWatch({
  log,
  clock,
}: {
  readonly log: Logger;
  readonly clock: Clock;
}): FileWatch {
  const said = createExpiringSet(SAID_FOR_MS, clock);
  let damage: { readonly code: string; readonly at: number } | undefined;

  const once = (what: string, say: () => void) => {
    if (said.has(what)) return;
    said.add(what);
    say();
  };
  return {
    onBrokenText: (text) =>
      once(JSON.stringify(text), () =>
        log.error(
          {
            code: 'broken_text',
            ...text,
            zh: `数据库里有一段文字不是 UTF-8（表 ${text.table}，列 ${text.column}），坏的地方读成 �。快回不会写出这样的文字：请检查磁盘，并留一份 DATA_DIR 的副本。`,
          },
          `A text in the database is not UTF-8 (table ${text.table}, column ${text.column}). It is read with � where it is broken. Kuaihui writes no such text: check the disk, and keep a copy of DATA_DIR.`,
        ),
      ),
    onDamage(code) {
      // The machine's clock may be set back, so this one is used.
      damage = { code, at: performance.now() };
      const zh = `DATA_DIR 里的数据库 kuaihui.sqlite 坏了（${code}）。请停下快回，备份这个文件夹，检查磁盘，再换回旧的副本；或抢救能读的部分：sqlite3 kuaihui.sqlite .recover | sqlite3 new.sqlite`;
      once(code, () =>
        log.error({ code: 'database_damaged', sqlite: code, zh }, describeDamage(code)),
      );
    },
    recentDamage() {
      const isRecent = damage && performance.now() - damage.at < DAMAGE_IS_RECENT_FOR_MS;
      return isRecent ? damage?.code : undefined;
    },
  };
}

/** Describes damage and its remedy, for the log, for /readyz and for a failed start. */
export function describeDamage(code: string): string {
  return `The database file kuaihui.sqlite in DATA_DIR is damaged (${code}). Stop Kuaihui, keep a copy of the folder, check the disk, and put an older copy back; or save what can be read with: sqlite3 kuaihui.sqlite .recover | sqlite3 new.sqlite`;
}
