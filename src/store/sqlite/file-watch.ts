import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { createRecently } from '../../recently.ts';
import type { BrokenText } from './database.ts';

/** What was found to be wrong with the database file while it was in use. */
export interface FileWatch {
  onBrokenText(text: BrokenText): void;
  onDamage(code: string): void;
  /** SQLite's code for damage that showed a short while ago. */
  recentDamage(): string | undefined;
}

const DAMAGE_IS_RECENT_FOR_MS = 5 * 60_000;
/** The same is said once in this time. */
const SAID_FOR_MS = 60 * 60_000;

/** Logs what is wrong and where, never a text that a follower wrote or reads. */
export function createFileWatch({
  log,
  clock,
}: {
  readonly log: Logger;
  readonly clock: Clock;
}): FileWatch {
  const said = createRecently(SAID_FOR_MS, clock);
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
          text,
          `A text in the database is not UTF-8 (table ${text.table}, column ${text.column}). It is read with � where it is broken. Kuaihui writes no such text: check the disk, and keep a copy of DATA_DIR.`,
        ),
      ),
    onDamage(code) {
      // Not by the clock of the machine, which may be set back.
      damage = { code, at: performance.now() };
      once(code, () => log.error({ code }, describeDamage(code)));
    },
    recentDamage() {
      const isRecent = damage && performance.now() - damage.at < DAMAGE_IS_RECENT_FOR_MS;
      return isRecent ? damage?.code : undefined;
    },
  };
}

/** Names damage and the way out, for the log, for /readyz and for a start. */
export function describeDamage(code: string): string {
  return `The database file kuaihui.sqlite in DATA_DIR is damaged (${code}). Stop Kuaihui, keep a copy of the folder, check the disk, and put an older copy back; or save what can be read with: sqlite3 kuaihui.sqlite .recover | sqlite3 new.sqlite`;
}
