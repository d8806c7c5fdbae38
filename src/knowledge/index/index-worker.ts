import { parentPort, workerData } from 'node:worker_threads';
import { field } from '../../runtime/field.ts';
import { createSynonyms } from '../text/synonyms.ts';
import { createRequestHandler } from './answer-request.ts';
import { createOpenBases } from './open-bases.ts';
import type {
  WorkerFailure,
  WorkerReply,
  WorkerRequest,
  WorkerSettings,
} from './worker-messages.ts';

/** The entry of the thread that holds the indexes: it answers one request after the other, in their order. */
function serve(port: NonNullable<typeof parentPort>, settings: WorkerSettings): void {
  const bases = createOpenBases({
    ...settings,
    folder: settings.folder,
    synonyms: createSynonyms(settings.ownSynonyms),
  });
  const answer = createRequestHandler(bases);
  port.on('message', (request: WorkerRequest) => {
    const { id, kind } = request;
    let reply: WorkerReply;
    try {
      reply = { id, answer: answer(request) };
    } catch (error) {
      reply = { id, failure: describe(error) };
    }
    port.postMessage(reply);
    if (kind === 'close') port.close();
  });
}

/** A message of SQLite may hold words of a question, so it is left out. */
function describe(error: unknown): WorkerFailure {
  const code = field(error, 'code');
  const { name, stack = '' } = error instanceof Error ? error : { name: 'unknown' };
  const at = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join('\n');
  return { name, at, ...(typeof code === 'string' && { code }) };
}

if (parentPort) serve(parentPort, workerData as WorkerSettings);
