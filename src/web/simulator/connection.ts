import type { PageCommand } from '../../simulator/page/page-commands.ts';
import type { NumberedEvent } from '../../simulator/page/page-events.ts';

const COME_BACK_MS = 500;

/**
 * Listens to what happens, and comes back by itself after the server was away; `run` is another one when the server
 * knows nothing of what was before. Returns what ends it.
 */
export function listen(deps: {
  readonly onEvent: (event: NumberedEvent, run: string) => void;
  readonly onLine: (isOnline: boolean) => void;
  /** The server has forgotten a part of what this page lacks: what it shows has to go. */
  readonly onAnew: () => void;
}): () => void {
  let seen = '';
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const opened = new EventSource(`api/events?after=${seen}`);
    source = opened;
    opened.onopen = () => deps.onLine(true);
    opened.onerror = () => {
      // Browsers differ in whether and when they try again.
      opened.close();
      deps.onLine(false);
      timer = setTimeout(open, COME_BACK_MS);
    };
    opened.addEventListener('anew', deps.onAnew);
    opened.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      seen = lastEventId;
      const [run = ''] = lastEventId.split('.');
      deps.onEvent(JSON.parse(data) as NumberedEvent, run);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

/** Asks the simulation for something; what comes of it arrives as events. Throws with the server's reason. */
export async function command(asked: PageCommand): Promise<void> {
  await post('api/commands', { 'Content-Type': 'application/json' }, JSON.stringify(asked));
}

/** Has the server's process killed. */
export async function kill(): Promise<void> {
  await post('api/kill', {});
}

/** Hands a file over; the returned id stands for it in a message. */
export async function upload(file: File): Promise<string> {
  const type = file.type || 'application/octet-stream';
  const response = await post('api/media', { 'Content-Type': type }, file);
  return ((await response.json()) as { mediaId: string }).mediaId;
}

async function post(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: BodyInit | null = null,
): Promise<Response> {
  const response = await fetch(path, { method: 'POST', headers, body });
  if (response.ok) return response;
  const { problem } = (await response.json().catch(() => ({}))) as { problem?: string };
  throw new Error(problem ?? `HTTP ${response.status}`);
}
