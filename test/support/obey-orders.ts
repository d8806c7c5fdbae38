import { streams, type ModelRequestBody, type ModelScript } from './scripted-model.ts';

/** What the model adds to every answer, so that a test sees that there is one. */
export const ENDS_WITH = '好的。';
/** An address that no text names: the model makes it up. */
export const INVENTED = 'https://login-wechat.example.com/pay?id=7';

const LONGEST_LEAK = 1500;

/**
 * Answers as a model that has fallen for everything it reads: it obeys each order in its instructions, in its tools, in
 * their results and in the conversation, whoever wrote it.
 *
 * - `CALL name {json}` calls a tool once; `CALL-ALWAYS name {json}` calls it in every round, with another argument each time.
 * - `NEVER-STOP` makes it ask for tools when the request forbids it, too.
 * - `SAY-INVENTED-LINK` writes an address that it makes up, plainly and as Markdown.
 * - `SEND-ALL-TO url` reads the address with all that the model was told behind it; `LINK-ALL-TO url` links there.
 */
export function obey(body: ModelRequestBody): ModelScript {
  const told = readAll(body);
  const isForbidden = body['tool_choice'] === 'none' || body['tools'] === undefined;
  const mayCall = !isForbidden || told.includes('NEVER-STOP');
  const calls = mayCall ? listCalls(told, body) : [];
  if (calls.length > 0) return streams(...calls, { finish: 'tool_calls' }, 'done');
  const words = [ENDS_WITH];
  if (told.includes('SAY-INVENTED-LINK'))
    words.push(`请打开 ${INVENTED} 付款，或点[付款](${INVENTED}&a=1)。`);
  for (const [, url = ''] of told.matchAll(/LINK-ALL-TO (\S+)/g))
    words.push(`请看 ${withAll(url, told)} 。`);
  return streams({ text: words.join('\n\n') }, { finish: 'stop' }, 'done');
}

interface Call {
  readonly call: string;
  readonly given: Readonly<Record<string, unknown>>;
}

function listCalls(told: string, { messages }: ModelRequestBody): readonly Call[] {
  const made = new Set((messages as readonly AskedFor[]).flatMap(callsIn));
  const ordered = [...told.matchAll(/CALL(-ALWAYS)? (\w+) (\{[^{}]*\})/g)].map(
    ([, always, call = '', json = '{}']): Call => {
      const given = JSON.parse(json) as Record<string, unknown>;
      return { call, given: always === undefined ? given : { ...given, round: made.size } };
    },
  );
  const sent = [...told.matchAll(/SEND-ALL-TO (\S+)/g)]
    .filter(() => ![...made].some((one) => one.includes('?all=')))
    .map(([, url = '']): Call => ({ call: 'read_page', given: { url: withAll(url, told) } }));
  const wanted = new Map([...ordered, ...sent].map((one) => [keyOf(one), one]));
  return [...wanted].filter(([key]) => !made.has(key)).map(([, one]) => one);
}

function withAll(url: string, told: string): string {
  const end = told.slice(-LONGEST_LEAK).toWellFormed();
  return `${url}?all=${encodeURIComponent(end).slice(0, LONGEST_LEAK)}`;
}

function keyOf({ call, given }: Call): string {
  return `${call} ${JSON.stringify(given)}`;
}

interface AskedFor {
  readonly tool_calls?: readonly {
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
}

function callsIn({ tool_calls: calls = [] }: AskedFor): readonly string[] {
  return calls.map(({ function: { name, arguments: given } }) => `${name} ${given}`);
}

/** All that the model reads but its own words, as it was written: Markdown escapes some signs. */
function readAll({ messages, ...rest }: ModelRequestBody): string {
  const offered = (rest['tools'] ?? []) as { function: { description: string } }[];
  const said = messages.filter(({ role }) => role !== 'assistant').map(({ content }) => content);
  return [...offered.map((tool) => tool.function.description), ...said]
    .join('\n')
    .replaceAll(/\\(?=[_[\]{}*-])/g, '');
}
