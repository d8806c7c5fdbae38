import type { PageCommand } from '../page-commands.ts';
import type { NumberedEvent } from '../page-events.ts';

/** Listens to what happens; `run` changes when the server was started anew. Returns what ends it. */
export function listen(parts: {
  readonly onEvent: (event: NumberedEvent, run: string) => void;
  readonly onLine: (isOnline: boolean) => void;
}): () => void {
  const source = new EventSource('api/events');
  source.onopen = () => parts.onLine(true);
  source.onerror = () => parts.onLine(false);
  source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
    const [run = ''] = lastEventId.split('.');
    parts.onEvent(JSON.parse(data) as NumberedEvent, run);
  };
  return () => source.close();
}

/** Asks the simulation for something; what comes of it arrives as events. Throws with the server's reason. */
export async function command(asked: PageCommand): Promise<void> {
  const response = await fetch('api/commands', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(asked),
  });
  if (response.ok) return;
  const { problem } = (await response.json().catch(() => ({}))) as { problem?: string };
  throw new Error(problem ?? `HTTP ${response.status}`);
}

/** Hands a file over; the returned id stands for it in a message. */
export async function upload(file: File): Promise<string> {
  const response = await fetch('api/media', {
    method: 'POST',
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return ((await response.json()) as { mediaId: string }).mediaId;
}
