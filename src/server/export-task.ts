import type { Task } from '../answering/task.ts';
import { writeExport, type ExportDeps } from '../inbox/write-export.ts';
import type { Collections } from '../runtime/collection.ts';
import type { TurnStore } from '../turns/ports.ts';

export interface ExportTaskDeps extends ExportDeps {
  readonly turns: Pick<TurnStore, 'ofFollower'>;
  readonly collections: Pick<Collections, 'ofFollower'>;
}

/** Far more than fit into one export. */
const MOST_TURNS = 1000;

/** Answers 导出我的数据 with a text of all that is stored about the follower, but for this turn itself. */
export function createExportTask({ turns, collections, ...deps }: ExportTaskDeps): Task {
  return {
    name: 'export',
    async run({ follower, turnId }) {
      const stored = await turns.ofFollower(follower, MOST_TURNS);
      return writeExport(
        {
          turns: stored.filter((turn) => turn.turnId !== turnId),
          isMore: stored.length === MOST_TURNS,
          records: await collections.ofFollower(follower),
        },
        deps,
      );
    },
  };
}

/** Returns how instants are written for followers of an account. */
export function createTimeFormat(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at) => format.format(at);
}
