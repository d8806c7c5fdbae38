import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Agent, type Dispatcher } from 'undici';
import { onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../src/runtime/clock.ts';
import { createWebSearch } from '../../../src/tools/search/create-web-search.ts';
import type { SearchProvider } from '../../../src/tools/search/search-backends.ts';

/** A request that arrived. */
interface SearchCall {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What is answered: JSON, text, nothing at all, or a connection that is cut. */
export type SearchAnswer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly text: string; readonly location?: string }
  | 'hang'
  | 'reset';

/** Plays a search service on this machine until the test is over; the last answer is given to all later requests. */
export async function playSearchService(...answers: readonly SearchAnswer[]) {
  const calls: SearchCall[] = [];
  const arrivals = createServer((incoming, response) => {
    void text(incoming).then((sent) => {
      const { method, url: path, headers } = incoming;
      calls.push({ method, path, headers, body: sent === '' ? undefined : JSON.parse(sent) });
      const answer = answers[Math.min(calls.length, answers.length) - 1];
      if (answer === undefined) throw new Error('A search that nobody expects');
      give(answer, response);
    });
  });
  arrivals.listen(0, '127.0.0.1');
  await once(arrivals, 'listening');
  const { port } = arrivals.address() as AddressInfo;
  onTestFinished(async () => {
    const closed = once(arrivals, 'close');
    arrivals.close();
    arrivals.closeAllConnections();
    await closed;
  });
  return { url: `http://127.0.0.1:${port}`, calls };
}

function give(answer: SearchAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status = 200 } = answer;
  if ('json' in answer)
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.json));
  else
    response
      .writeHead(status, { ...(answer.location && { location: answer.location }) })
      .end(answer.text);
}

/** Makes a search that asks the played service, with the key `sk-test`. */
export function searchAt(
  baseUrl: string,
  {
    provider = 'tavily',
    clock = systemClock,
    dispatcher = new Agent(),
  }: {
    readonly provider?: SearchProvider;
    readonly clock?: Clock;
    readonly dispatcher?: Dispatcher;
  } = {},
) {
  onTestFinished(() => dispatcher.destroy());
  return createWebSearch({ provider, apiKey: 'sk-test', baseUrl }, { clock, dispatcher });
}
