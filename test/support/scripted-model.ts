import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** One thing that a scripted answer does; the list is carried out in order. */
export type ModelStep =
  /** A piece of the answer. */
  | { readonly text: string }
  /** A piece of thinking, as `reasoning_content`. */
  | { readonly reasoning: string }
  /** A call of a tool, in one piece. */
  | { readonly call: string; readonly given: Readonly<Record<string, unknown>> }
  | { readonly finish: string }
  | { readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number } }
  /** `{"error": …}` in the middle of the stream. */
  | { readonly error: Readonly<Record<string, unknown>> }
  /** Bytes as they are, such as `data: {oops\n\n` or a comment. */
  | { readonly raw: string | Uint8Array }
  | { readonly afterMs: number }
  /** Goes on when the promise is fulfilled: the way for a test to decide what happens between two chunks. */
  | { readonly until: Promise<unknown> }
  /** The mark of a complete stream. Ends the response. */
  | 'done'
  /** Ends the response without the mark. */
  | 'end'
  /** Says nothing more and keeps the connection open, until the client leaves or the server is closed. */
  | 'hang'
  /** Cuts the connection. */
  | 'reset';

/** What one request is answered with. */
export interface ModelScript {
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body in one piece in place of a stream. */
  readonly json?: unknown;
  /** Carried out before the headers are sent, so that a server can hang or be cut there too. */
  readonly beforeHeaders?: readonly ModelStep[];
  /** Asked for one by one, so that a generator can decide late. */
  readonly steps?: Iterable<ModelStep>;
}

/** A request that arrived. */
export interface ModelCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: ModelRequestBody;
  /** The last message of the user. */
  readonly question: string;
  /** Fulfilled with how the exchange ended: the response was complete, or the client left before. */
  readonly ended: Promise<'complete' | 'client left'>;
}

/** The parts of a request that tests look at. */
export interface ModelRequestBody extends Record<string, unknown> {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** An OpenAI-compatible server on 127.0.0.1 that does exactly what it is told. */
export interface ScriptedModel {
  /** To be used as OPENAI_BASE_URL. */
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly calls: readonly ModelCall[];
  /** How many requests were open at the same time at most. */
  mostAtOnce(): number;
  /** Puts answers into the queue; each serves one request. */
  next(...scripts: ModelScript[]): void;
  /** Waits for the request with this number, counted from 1. */
  call(number: number): Promise<ModelCall>;
  /** Throws when a request came that no script was there for. */
  expectNoSurprises(): void;
  /** Cuts what is open, stops, and throws like `expectNoSurprises`. */
  close(): Promise<void>;
}

/** An answer in the given pieces with everything that belongs to a good stream. */
export function says(...pieces: string[]): ModelScript {
  return streams(...pieces.map((text) => ({ text })), { finish: 'stop' }, 'done');
}

/** An answer in equal pieces at a steady pace, for load and for slow models. */
export function saysSlowly(
  answer: string,
  { pieceLength, everyMs }: { pieceLength: number; everyMs: number },
): ModelScript {
  const pieces = answer.match(new RegExp(`[^]{1,${pieceLength}}`, 'gu')) ?? [];
  const steps = pieces.flatMap((text): ModelStep[] => [{ afterMs: everyMs }, { text }]);
  return streams(...steps, { finish: 'stop' }, 'done');
}

/** A request for one tool, after words or without. */
export function callsTool(
  call: string,
  given: Readonly<Record<string, unknown>> = {},
  words = '',
): ModelScript {
  const said = words === '' ? [] : [{ text: words }];
  return streams(...said, { call, given }, { finish: 'tool_calls' }, 'done');
}

/** A stream of exactly these steps. */
export function streams(...steps: ModelStep[]): ModelScript {
  return { steps };
}

/** A status other than 200, with an error body as OpenAI writes it. */
export function refuses(
  status: number,
  error: Readonly<Record<string, unknown>> = { message: 'scripted' },
  headers: Readonly<Record<string, string>> = {},
): ModelScript {
  return { status, headers, json: { error } };
}

/** Takes the question and never says a word. */
export function hangs(): ModelScript {
  return { beforeHeaders: ['hang'] };
}

/** A complete stream without any text. */
export function answersNothing(): ModelScript {
  return streams({ finish: 'stop' }, 'done');
}

/**
 * Starts a scripted model. A request without a script is answered with 500 and remembered as a surprise, unless
 * `answerWith` makes a script from the question: the way to serve thousands.
 */
export async function startScriptedModel({
  answerWith,
}: {
  answerWith?: (question: string, body: ModelRequestBody) => ModelScript;
} = {}): Promise<ScriptedModel> {
  const queue: ModelScript[] = [];
  const calls: ModelCall[] = [];
  const surprises: string[] = [];
  const waiting: { number: number; resolve: (call: ModelCall) => void }[] = [];
  let open = 0;
  let mostAtOnce = 0;

  const server = createServer((request, response) => {
    void (async () => {
      const received = await readText(request);
      const body = JSON.parse(received) as ModelRequestBody;
      const question = body.messages.findLast((message) => message.role === 'user')?.content ?? '';
      const ended = once(response, 'close').then((): 'complete' | 'client left' =>
        response.writableFinished ? 'complete' : 'client left',
      );
      open += 1;
      mostAtOnce = Math.max(mostAtOnce, open);
      void ended.then(() => (open -= 1));
      const call = { headers: request.headers, body, question, ended };
      const path = `${request.method} ${request.url}`;
      const script =
        path === 'POST /v1/chat/completions'
          ? (queue.shift() ?? answerWith?.(question, body))
          : undefined;
      calls.push(call);
      for (const waiter of waiting.filter(({ number }) => number === calls.length)) {
        waiter.resolve(call);
      }
      if (script === undefined) surprises.push(`${path} (request ${calls.length})`);
      await play(response, script ?? refuses(500, { message: 'nothing is scripted' }), body.model);
    })().catch(() => response.destroy()); // A client that leaves in the middle of its request.
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');

  function expectNoSurprises(): void {
    if (surprises.length === 0) return;
    throw new Error(`The scripted model was asked without a script: ${surprises.join(', ')}`);
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    mostAtOnce: () => mostAtOnce,
    next: (...scripts) => void queue.push(...scripts),
    call(number) {
      const made = calls[number - 1];
      if (made !== undefined) return Promise.resolve(made);
      return new Promise((resolve) => waiting.push({ number, resolve }));
    },
    expectNoSurprises,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      expectNoSurprises();
    },
  };
}

async function play(response: ServerResponse, script: ModelScript, model: string): Promise<void> {
  const gone = once(response, 'close').then(() => 'gone' as const);
  for (const step of script.beforeHeaders ?? []) {
    if ((await carryOut(step)) === 'over') return;
  }
  const isStream = script.json === undefined;
  const type = isStream ? 'text/event-stream; charset=utf-8' : 'application/json';
  response.writeHead(script.status ?? 200, { 'content-type': type, ...script.headers });
  if (!isStream) {
    response.end(JSON.stringify(script.json));
    return;
  }
  response.flushHeaders();
  for (const step of script.steps ?? []) {
    if ((await carryOut(step)) === 'over') return;
  }
  response.end();

  async function carryOut(step: ModelStep): Promise<'over' | 'goes on'> {
    if (response.destroyed) return 'over';
    if (step === 'done') response.write('data: [DONE]\n\n');
    if (step === 'done' || step === 'end') response.end();
    // What was written goes out before the cut, so that the client has certainly seen it.
    if (step === 'reset') response.socket?.destroySoon();
    if (step === 'hang') await gone;
    if (typeof step === 'string') return 'over';
    if ('afterMs' in step) {
      let timer: NodeJS.Timeout | undefined;
      const passed = new Promise((resolve) => (timer = setTimeout(resolve, step.afterMs)));
      await Promise.race([passed, gone]);
      clearTimeout(timer);
    } else if ('until' in step) {
      await Promise.race([step.until, gone]);
    } else {
      response.write(write(step, model));
    }
    return 'goes on';
  }
}

function write(
  step: Exclude<ModelStep, string | { afterMs: number } | { until: Promise<unknown> }>,
  model: string,
): string | Uint8Array {
  if ('raw' in step) return step.raw;
  if ('error' in step) return `data: ${JSON.stringify({ error: step.error })}\n\n`;
  const chunk = { id: 'chatcmpl-scripted', object: 'chat.completion.chunk', created: 0, model };
  if ('usage' in step) {
    return `data: ${JSON.stringify({ ...chunk, choices: [], usage: step.usage })}\n\n`;
  }
  const finish = 'finish' in step ? step.finish : null;
  const delta =
    'text' in step
      ? { content: step.text }
      : 'reasoning' in step
        ? { content: null, reasoning_content: step.reasoning }
        : 'call' in step
          ? { tool_calls: [writeCall(step.call, step.given)] }
          : {};
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ ...chunk, choices })}\n\n`;
}

/** The id tells nothing, as with most vendors, and need not differ from round to round. */
function writeCall(name: string, given: Readonly<Record<string, unknown>>) {
  const called = { name, arguments: JSON.stringify(given) };
  return { index: 0, id: `call_${name}`, type: 'function', function: called };
}
