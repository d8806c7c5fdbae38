import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  chunk,
  DONE,
  end,
  event,
  JSON_LABEL,
  serveBytes,
  SSE,
  whole,
  type Bytes,
} from './served-bytes.ts';

const { ask, model, serve } = serveBytes();

describe('a body that is framed in an odd way is read', () => {
  const [a, b, z] = [chunk('今天晴，'), chunk('明天雨。'), end()];
  const cases: [string, string | undefined, Bytes][] = [
    ['as the standard has it', SSE, event(a) + event(b) + event(z) + DONE],
    [
      'with one line break between events',
      SSE,
      `data: ${a}\ndata: ${b}\ndata: ${z}\ndata: [DONE]\n`,
    ],
    [
      'with one line break and no last one',
      SSE,
      `data: ${a}\ndata: ${b}\ndata: ${z}\ndata: [DONE]`,
    ],
    [
      'with CRLF',
      SSE,
      `data: ${a}\r\n\r\ndata: ${b}\r\n\r\ndata: ${z}\r\n\r\ndata: [DONE]\r\n\r\n`,
    ],
    ['with CR only', SSE, `data: ${a}\r\rdata: ${b}\r\rdata: ${z}\r\rdata: [DONE]\r\r`],
    ['with one CR only', SSE, `data: ${a}\rdata: ${b}\rdata: ${z}\rdata: [DONE]\r`],
    ['with a byte order mark', SSE, `\ufeff${event(a)}${event(b)}${event(z)}${DONE}`],
    [
      'without a space after the colon',
      SSE,
      `data:${a}\n\ndata:${b}\n\ndata:${z}\n\ndata:[DONE]\n\n`,
    ],
    [
      'with empty data between',
      SSE,
      `data:\n\n${event(a)}data: \n\n${event(b)}data\n\n${event(z)}${DONE}`,
    ],
    [
      'with empty data and one line break',
      SSE,
      `data:\ndata: ${a}\ndata:\ndata: ${b}\ndata: ${z}\n`,
    ],
    [
      'with comments, ids and names',
      SSE,
      `: hi\n\nid: 1\nevent: message\nretry: 5\n${event(a)}:\n\nevent: answer\nid: 2\n${event(b)}${event(z)}${DONE}`,
    ],
    [
      'with pings',
      SSE,
      `event: ping\ndata: {"type":"ping"}\n\n${event(a)}event: ping\ndata: ping\n\ndata: keep-alive\n\n${event(b)}${event(z)}${DONE}`,
    ],
    [
      'with the name twice',
      SSE,
      `data: data: ${a}\n\ndata: data: ${b}\n\ndata: data: ${z}\n\ndata: data: [DONE]\n\n`,
    ],
    [
      'with JSON over several data lines',
      SSE,
      `data: {"choices":\ndata: [{"delta":\ndata: {"content":"今天晴，"}}]}\n\n${event(b)}${event(z)}`,
    ],
    [
      'with JSON that goes on without the name',
      SSE,
      `data: {"choices":\n [{"delta": {"content":"今天晴，"}}]}\n\n${event(b)}${event(z)}`,
    ],
    [
      'with the size of each piece, chunked twice',
      SSE,
      `5c\r\n${event(a)}5c\r\n${event(b)}${event(z)}0\r\n`,
    ],
    ['with names in capitals', SSE, `Data: ${a}\n\nDATA: ${b}\n\nData: ${z}\n\nData: [DONE]\n\n`],
    ['with several in a line', SSE, `data: ${a}${b}\n\ndata: ${z}data: [DONE]\n\n`],
    ['with several in a line, each named', SSE, `data: ${a}data: ${b} data: ${z}\n\n`],
    ['with the mark in quotation marks', SSE, `${event(a)}${event(b)}${event(z)}data:"[DONE]"\n\n`],
    ['as one list', JSON_LABEL, `[${a},${b},${z}]`],
    ['as one list over many lines', JSON_LABEL, `[${a}\n,\n${b}\n,\n${z}]\n`],
    ['as lines of JSON', 'application/x-ndjson', `${a}\n${b}\n${z}\n`],
    ['as lines of JSON without a label', undefined, `${a}\n${b}\n${z}`],
    ['as lines of JSON with the mark', SSE, `${a}\n${b}\n${z}\n[DONE]\n`],
    ['labelled JSON', JSON_LABEL, event(a) + event(b) + event(z) + DONE],
    ['labelled a web page', 'text/html; charset=utf-8', event(a) + event(b) + event(z) + DONE],
    ['labelled text', 'text/plain', event(a) + event(b) + event(z) + DONE],
    ['without a label', undefined, event(a) + event(b) + event(z) + DONE],
    ['in one piece', JSON_LABEL, JSON.stringify(whole('今天晴，明天雨。'))],
    ['in one piece, labelled a stream', SSE, JSON.stringify(whole('今天晴，明天雨。'))],
    ['in one piece without a label', undefined, JSON.stringify(whole('今天晴，明天雨。'))],
    ['in one piece over many lines', SSE, JSON.stringify(whole('今天晴，明天雨。'), null, 2)],
    [
      'in one piece after blank lines that kept the connection',
      JSON_LABEL,
      `\n\n\r\n  \n${JSON.stringify(whole('今天晴，明天雨。'), null, '\t')}\n`,
    ],
    ['in one piece as the data of an event', SSE, event(JSON.stringify(whole('今天晴，明天雨。')))],
    [
      'in one piece and the mark',
      JSON_LABEL,
      `${JSON.stringify(whole('今天晴，明天雨。'))}data: [DONE]\n\n`,
    ],
    [
      'in one piece and the mark in its own event',
      SSE,
      `${JSON.stringify(whole('今天晴，明天雨。'), null, 2)}\n\n${DONE}`,
    ],
    [
      'in one piece with a byte order mark',
      SSE,
      `\ufeff${JSON.stringify(whole('今天晴，明天雨。'))}`,
    ],
    ['packed by gzip', SSE, gzipSync(event(a) + event(b) + event(z) + DONE)],
    ['packed twice', SSE, gzipSync(gzipSync(event(a) + event(b) + event(z) + DONE))],
    [
      'packed by gzip in one piece',
      JSON_LABEL,
      gzipSync(JSON.stringify(whole('今天晴，明天雨。'))),
    ],
  ];
  it.each(cases)('%s', async (_how, label, bytes) => {
    serve(label, bytes);
    expect(await ask()).toEqual({
      text: '今天晴，明天雨。',
      reasoning: '',
      finish: 'stop',
      restarts: 0,
    });
  });
  it.each(cases)('%s, byte by byte', async (_how, label, bytes) => {
    const all = Buffer.from(bytes);
    serve(label, ...Array.from(all, (_, at) => all.subarray(at, at + 1)));
    expect((await ask()).text).toBe('今天晴，明天雨。');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ] as const)('packed and labelled %s', async (encoding, pack) => {
    const headers = { 'content-encoding': encoding };
    model().next({ headers, steps: [{ raw: pack(event(chunk('好。')) + DONE) }, 'end'] });
    expect((await ask()).text).toBe('好。');
  });

  it.each(['gzip', 'deflate', 'br'])('labelled %s although nothing is packed', async (label) => {
    model().next({ headers: { 'content-encoding': label }, steps: [{ text: '好。' }, 'done'] });
    expect((await ask()).text).toBe('好。');
  });

  it('when it is packed and its end is missing, as a broken body', async () => {
    const packed = gzipSync(event(chunk('好，')).repeat(3));
    serve(SSE, packed.subarray(0, packed.length - 10));
    await expect(ask()).rejects.toMatchObject({ code: 'provider_garbage' });
  });

  it('when it is packed and no label says how, as bytes that no log shows', async () => {
    serve(SSE, brotliCompressSync(event(chunk('好，')).repeat(3)));
    await expect(ask()).rejects.toMatchObject({
      code: 'provider_garbage',
      message: expect.stringContaining('packed its answer') as string,
    });
  });

  it('event by event, although one line break follows each', async () => {
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    serve(SSE, `data: ${chunk('一。')}\n`, { until: gate }, `data: ${chunk('二。')}\n`);
    const read = await ask((text) => text === '一。' && goOn());
    expect(read.text).toBe('一。二。');
  });
});

it('reads JSON over several lines with very many blanks', async () => {
  const text = `今天晴。${' '.repeat(100_000)}明天雨。`;
  const body = `{"choices":[{"index":0,"finish_reason":"stop",\n"message":{"role":"assistant","content":"${text}"}}]}\n`;
  serve(JSON_LABEL, body + DONE);
  expect((await ask()).text).toContain('明天雨。');
});
