// A process of its own: an OpenAI-compatible server on PORT that answers at once, streaming or not, as it is asked.
import { createServer } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { answerTo } from './questions.ts';

/** A stream brings the answer in pieces of so many characters, all in one write. */
const PIECE_CHARACTERS = 5;
const MODEL = 'instant';
const ID = 'chatcmpl-instant';

interface RequestBody {
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

const server = createServer((request, response) => {
  void readText(request).then((received) => {
    const { stream, messages } = JSON.parse(received) as RequestBody;
    const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
    const answer = answerTo(question);
    const body = stream ? writeStream(answer) : writeWhole(answer);
    response.writeHead(200, {
      'content-type': stream ? 'text/event-stream; charset=utf-8' : 'application/json',
      ...(!stream && { 'content-length': Buffer.byteLength(body) }),
    });
    response.end(body);
  });
});
server.keepAliveTimeout = 120_000;
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1', backlog: 4096 }, () =>
  process.send?.('ready'),
);

function writeStream(answer: string): string {
  const pieces = answer.match(new RegExp(`.{1,${PIECE_CHARACTERS}}`, 'gsu')) ?? [];
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({
      id: ID,
      object: 'chat.completion.chunk',
      created: 0,
      model: MODEL,
      choices: [{ index: 0, delta, finish_reason: finish }],
    })}\n\n`;
  return `${pieces.map((content) => chunk({ content }, null)).join('')}${chunk({}, 'stop')}data: [DONE]\n\n`;
}

function writeWhole(content: string): string {
  const message = { role: 'assistant', content };
  return JSON.stringify({
    id: ID,
    object: 'chat.completion',
    created: 0,
    model: MODEL,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 40, total_tokens: 50 },
  });
}
