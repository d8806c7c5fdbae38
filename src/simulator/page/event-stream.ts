import type { Response } from 'express';
import type { EventLog, LoggedEvent } from './event-log.ts';

const HEARTBEAT_MS = 15_000;
/** How soon a browser that is left to itself comes back. */
const RETRY_MS = 1000;
/** Written in one go; a page that does not read is owed no more than this and what the socket holds. */
const CHUNK_BYTES = 64 * 1024;
/** A page that takes nothing for so long is gone, or asleep; it comes back by itself. */
const STUCK_MS = 60_000;

/**
 * Sends a page what happened and what happens from now on, as fast as it reads. The log is the buffer: a slow page
 * costs no memory of its own. `seen`: the last event that the page has, such as `run.17`.
 */
export function streamEvents(
  response: Response,
  { log, seen }: { readonly log: EventLog; readonly seen: string },
): () => void {
  response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  const [run, number] = seen.split('.');
  let sent = run === log.run ? Number(number) || 0 : 0;
  let isBlocked = false;
  let stuck: NodeJS.Timeout | undefined;

  const write = (text: string) => {
    if (response.write(text)) return;
    isBlocked = true;
    stuck = setTimeout(() => response.destroy(), STUCK_MS);
  };
  const pump = () => {
    while (!isBlocked && !response.writableEnded) {
      // What the page shows has a hole that cannot be filled: it begins anew.
      const hasHole = sent > 0 && log.hasDroppedAfter(sent);
      const due = log.after(hasHole ? 0 : sent);
      const { length } = due;
      if (length === 0) return;
      const pieces = hasHole ? ['event: anew\ndata: 1\n\n'] : [];
      let sizeBytes = 0;
      for (const event of due) {
        if (sizeBytes > CHUNK_BYTES) break;
        pieces.push(writeEvent(log, event));
        sizeBytes += event.sizeBytes;
        sent = event.n;
      }
      write(pieces.join(''));
    }
  };
  const onDrain = () => {
    clearTimeout(stuck);
    isBlocked = false;
    pump();
  };
  const unfollow = log.follow(pump);
  const heartbeat = setInterval(() => {
    if (!isBlocked) write(': \n\n');
  }, HEARTBEAT_MS);
  const end = () => {
    unfollow();
    clearInterval(heartbeat);
    clearTimeout(stuck);
    response.end();
  };
  response.on('drain', onDrain).once('close', end);
  write(`retry: ${RETRY_MS}\n\n`);
  pump();
  return end;
}

function writeEvent({ run }: EventLog, { n, json }: LoggedEvent): string {
  return `id: ${run}.${n}\ndata: ${json}\n\n`;
}
