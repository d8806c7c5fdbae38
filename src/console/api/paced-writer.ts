import { once } from 'node:events';
import type { Response } from 'express';

/** Returns what writes pieces of an answer, no faster than they are read. It resolves also when the reader is gone. */
export function createPacedWriter(
  response: Response,
  signal: AbortSignal,
): (text: string) => Promise<void> {
  return async (text) => {
    if (!response.write(text)) await once(response, 'drain', { signal }).catch(() => undefined);
  };
}
