import { isError } from '../find-error.ts';
import type { ModelResponse } from '../model-fetch.ts';
import { createEventParser, type BodyEvent } from '../parse-events.ts';
import { ProviderError } from '../provider-error.ts';
import { readPieces } from '../read-pieces.ts';
import { AnswererError } from '../../turns/answerer-error.ts';

/** A named event with its JSON. */
interface NamedEvent {
  readonly name: string;
  readonly value: unknown;
}

const LONGEST_EVENT = 1_000_000;
const LONGEST_PAGE = 16_000;
/** Texts that only keep a connection open. */
const HEARTBEAT = /^(?:ping|pong|keep-?_?alive|\.+)$/i;

/**
 * Reads the events of a bot's stream; an empty list is a sign of life. Throws a ProviderError when the body, or an event,
 * is an error, whatever its status.
 */
export async function* readEvents(
  response: ModelResponse,
): AsyncGenerator<readonly NamedEvent[], void> {
  let events: NamedEvent[] = [];
  let page = '';
  const refuse = (body: string): never => {
    throw new ProviderError({ status: response.status, headers: response.headers, body });
  };
  const take = (event: BodyEvent) => {
    if (event.is === 'done') return;
    if (event.is === 'text') {
      if (event.name === 'error') refuse(event.text);
      if (event.name === 'ping' || HEARTBEAT.test(event.text)) return;
      page += `${event.text}\n`;
      if (page.length > LONGEST_PAGE) refuse(page.slice(0, LONGEST_PAGE));
    } else if (isError(event.value, event.name)) refuse(event.text);
    else events.push({ name: event.name, value: event.value });
  };
  const parser = createEventParser({ onEvent: take, onTooLong: tooLong, longest: LONGEST_EVENT });
  yield* readPieces(response, {
    parser,
    take: () => {
      const brought = events;
      events = [];
      return brought;
    },
    onEnd: () => {
      if (page !== '') refuse(page);
    },
  });
}

function tooLong(): never {
  const message = `The bot sent an event of more than ${LONGEST_EVENT} characters`;
  throw new AnswererError('provider_garbage', message, { retryable: true });
}
