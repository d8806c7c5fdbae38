type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** A line that ends an event of a stream. */
const ENDS_OF_EVENT = ['\n\n', '\r\n\r\n'].map((end) => Buffer.from(end));

/** Returns a fetch whose bodies break off when they, or one event of a stream, exceed the limit. */
export function createBoundedFetch(mostBytes: number): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!response.ok || response.body === null) return response;
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const { status, statusText, headers } = response;
    const body = response.body.pipeThrough(limitBytes(mostBytes, isStream));
    return new Response(body, { status, statusText, headers });
  };
}

function limitBytes(mostBytes: number, isStream: boolean): TransformStream<Uint8Array, Uint8Array> {
  let count = 0;
  return new TransformStream({
    transform(piece, controller) {
      const hasEnd = isStream && ENDS_OF_EVENT.some((end) => Buffer.from(piece).includes(end));
      count = hasEnd ? 0 : count + piece.byteLength;
      if (count > mostBytes) controller.error(new TypeError('The body is too large'));
      else controller.enqueue(piece);
    },
  });
}
