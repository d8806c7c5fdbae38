import type { Response } from 'express';
import { createPacedWriter } from '../api/paced-writer.ts';
import type { FollowerExport } from './followers-desk.ts';

/** Writes all that is stored about a follower as one JSON file, a turn at a time: there may be very many. */
export async function writeFollowerExport(
  { turns, ...rest }: FollowerExport,
  { response, signal }: { readonly response: Response; readonly signal: AbortSignal },
): Promise<void> {
  const name = encodeURIComponent(rest.openId);
  response
    .set('Content-Disposition', `attachment; filename*=UTF-8''follower-${name}.json`)
    .type('application/json');
  const write = createPacedWriter(response, signal);
  await write(`${JSON.stringify(rest, null, 2).slice(0, -2)},\n  "turns": [`);
  let separator = '\n';
  for await (const turn of turns) {
    if (signal.aborted) return;
    await write(`${separator}${JSON.stringify(turn)}`);
    separator = ',\n';
  }
  response.end('\n  ]\n}\n');
}
