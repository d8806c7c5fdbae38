import * as http from 'node:http';
import * as https from 'node:https';

/** How one HTTP request ended, as WeChat sees it. */
export type Posted =
  | { readonly how: 'answered'; readonly status: number; readonly body: Buffer }
  | { readonly how: 'timed out' }
  | { readonly how: 'refused'; readonly why: string }
  | {
      readonly how: 'failed';
      readonly why: string;
      readonly status?: number;
      readonly body?: Buffer;
    };

export interface PostOptions {
  readonly method: 'GET' | 'POST';
  readonly query: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From sending to the last byte of the answer; then the connection is destroyed. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

// Larger answers are cut off and fail; WeChat shows a few kilobytes at most.
const LONGEST_ANSWER_BYTES = 1024 * 1024;

/** Sends one request on a connection of its own, with the headers seen from WeChat. Never rejects. */
export function post(webhookUrl: string, options: PostOptions): Promise<Posted> {
  const url = new URL(webhookUrl);
  for (const [name, value] of Object.entries(options.query)) url.searchParams.set(name, value);
  const body = options.body ?? '';
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: options.method,
      agent: false,
      signal: options.signal,
      headers: {
        'User-Agent': 'Mozilla/4.0',
        Accept: '*/*',
        Pragma: 'no-cache',
        Connection: 'close',
        ...(options.method === 'POST'
          ? { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) }
          : {}),
      },
    });
    const settle = (posted: Posted) => {
      clearTimeout(timer);
      resolve(posted);
      request.destroy();
    };
    // An answer that already waits in the socket is in time, however busy this process is: timers
    // run before the sockets are read, setImmediate after that.
    const startTimer = () =>
      setTimeout(() => setImmediate(settle, { how: 'timed out' }), options.timeoutMs);
    let timer = startTimer();
    request.on('socket', (socket) => {
      // Sending begins with the connection; getting one has the same limit.
      socket.once('connect', () => {
        clearTimeout(timer);
        timer = startTimer();
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const why = error.code ?? error.message;
      // The signal's AbortError is a failure as well; it has no reader after close().
      settle(why === 'ECONNREFUSED' ? { how: 'refused', why } : { how: 'failed', why });
    });
    request.on('response', (response) => {
      void readAnswer(response).then(settle);
    });
    request.end(body);
  });
}

async function readAnswer(response: http.IncomingMessage): Promise<Posted> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes > LONGEST_ANSWER_BYTES) return { how: 'failed', why: 'the answer is endless' };
    }
  } catch {
    return { how: 'failed', why: 'the connection broke in the middle of the answer' };
  }
  const status = response.statusCode ?? 0;
  const body = Buffer.concat(chunks);
  return status >= 200 && status < 300
    ? { how: 'answered', status, body }
    : { how: 'failed', why: `HTTP ${status}`, status, body };
}
