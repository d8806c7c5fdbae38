import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { createEventLog } from './event-log.ts';
import type { EventLog } from './event-log.ts';
import { openHistoryFile } from './history-file.ts';
import { openMediaFolder } from '../platform/media-folder.ts';
import type { Media, MediaKeeper } from '../platform/media.ts';
import type { NumberedEvent } from './page-events.ts';
import { readHistory } from './read-history.ts';
import type { History } from './read-history.ts';

/** What a simulation keeps in DATA_DIR, so that chats, followers and settings survive a restart. */
export interface Memory {
  readonly log: EventLog;
  readonly media: MediaKeeper;
  /** What was told before this start, and where that left things. */
  readonly events: readonly NumberedEvent[];
  readonly history: History;
  /** Deletes what is older than RETENTION_DAYS, now and every hour, until the returned function is called. */
  forgetInTime(media: Pick<Media, 'dropBefore'>): () => void;
  close(): void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function openMemory(deps: {
  readonly dataDir: string;
  readonly retentionDays: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newRun: () => string;
}): Memory {
  const { dataDir, retentionDays, clock, newRun } = deps;
  const now = () => clock.now();
  const folder = join(dataDir, 'simulator');
  const onProblem = (error: unknown) =>
    deps.log.warn(
      { err: error, folder },
      "Could not write the simulator's chats; they end with this process unless it can be written later",
    );
  const file = openHistoryFile({ folder, newRun, now, onProblem });
  const log = createEventLog({ now, run: file.run, keeper: file, history: file.events });
  return {
    log,
    media: openMediaFolder(join(folder, 'media'), { onProblem }),
    events: file.events,
    history: readHistory(file.events),
    forgetInTime(media) {
      let cancel = () => {};
      const forget = () => {
        const before = now() - retentionDays * DAY_MS;
        log.dropBefore(before);
        media.dropBefore(before);
        cancel = clock.after(HOUR_MS, forget);
      };
      forget();
      return () => cancel();
    },
    close: () => file.close(),
  };
}
