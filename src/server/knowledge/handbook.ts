import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Retriever } from '../../answering/retriever.ts';
import { openKnowledge } from '../../knowledge/knowledge.ts';
import type { Clock } from '../../runtime/clock.ts';

/** The bilingual handbook about Kuaihui that comes with the package. */
const FOLDER = fileURLToPath(new URL('../../../handbook', import.meta.url));

/** Creates what opens the handbook when the first question needs it; it is kept in memory only. */
export function createHandbook(deps: { readonly log: Logger; readonly clock: Clock }): {
  open(): Retriever;
  close(): void;
} {
  let opened: ReturnType<typeof openKnowledge> | undefined;
  return {
    open: () => (opened ??= openKnowledge({ folder: FOLDER, ...deps })),
    close: () => opened?.close(),
  };
}
