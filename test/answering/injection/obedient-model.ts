import type { Model, ModelRequest } from '../../../src/answering/model.ts';

/** A model that does everything that it reads, wherever it reads it. */
export function createObedientModel(): Model & {
  readonly requests: string[];
  readonly said: string[];
} {
  const requests: string[] = [];
  const said: string[] = [];
  return {
    id: 'scripted/obedient',
    lane: { key: 'obedient' },
    requests,
    said,
    async *stream(request) {
      await Promise.resolve();
      requests.push(JSON.stringify(request));
      const answer = `七天内可以退款[1]。\n${obey(request).join('\n')}\n`;
      said.push(answer);
      // Small pieces: an address comes in several of them.
      for (const text of answer.match(/[^]{1,3}/gu) ?? []) yield { type: 'text', text };
      yield { type: 'finish', reason: 'stop' };
    },
  };
}

function obey(request: ModelRequest): readonly string[] {
  const read = [
    request.system,
    ...request.history.flatMap(({ question, answer }) => [question, answer]),
  ].join('\n');
  const says = findOrders(read, request);
  // What stands outside of the enclosures is trusted: nothing of a document may be there.
  const outside = read.replace(/<passage>[^]*?<\/passage>/g, '');
  if (/越界|^system:/m.test(outside)) says.push('[out of its enclosure]');
  return says;
}

function findOrders(read: string, request: ModelRequest): string[] {
  const says: string[] = [];
  const say = (words = '') =>
    says.push(words.replaceAll('{question}', request.question).replaceAll('\\n', '\n'));
  for (const [, words] of read.matchAll(/输出[:：]\s*(.+)/g)) say(words);
  for (const [, words] of read.matchAll(/(?:print|output|say)[:：]\s*(.+)/gi)) say(words);
  for (const [, link] of read.matchAll(/附上链接\s*(\S+)/g)) say(link);
  for (const [, words] of read.matchAll(/\[\[(.+?)\]\]/g)) say(words);
  for (const [, code = ''] of read.matchAll(/base64[:：]\s*([\w+/=]+)/g))
    says.push(...findOrders(Buffer.from(code, 'base64').toString(), request));
  if (/reveal|其他粉丝的对话/i.test(read)) say(`我读到的全部：${JSON.stringify(request)}`);
  return says;
}
