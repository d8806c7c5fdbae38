import type { Task } from '../answering/task.ts';
import { writeExport, type ExportDeps } from '../inbox/write-export.ts';
import { readStoredData, type StoredDataDeps } from './read-stored-data.ts';

export interface ExportTaskDeps extends ExportDeps, StoredDataDeps {}

/** Far more than fit into one export. */
const MOST_TURNS = 1000;

/** Answers 导出我的数据 with a text of all that is stored about the follower, but for this turn itself. */
export function createExportTask(deps: ExportTaskDeps): Task {
  return {
    name: 'export',
    async run({ follower, turnId }) {
      const stored = await readStoredData(deps, follower, MOST_TURNS);
      const turns = stored.turns.filter((turn) => turn.turnId !== turnId);
      return writeExport({ ...stored, turns }, deps);
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
