import { describe, expect, it } from 'vitest';
import { createModelFetch } from '../../src/models/model-fetch.ts';
import { ProviderError } from '../../src/models/provider-error.ts';
import { readStream } from '../../src/models/read-stream.ts';
import { chunk, event, JSON_LABEL, serveBytes, SSE, type Bytes } from './served-bytes.ts';

const { model, serve } = serveBytes();

describe('an error with status 200 is told from an answer', () => {
  const errors: [string, string][] = [
    ['an object', '{"error":{"message":"x","code":"invalid_api_key"}}'],
    ['a string', '{"error":"Unexpected endpoint or method. (POST /chat/completions)"}'],
    [
      'with choices of null',
      '{"choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}',
    ],
    [
      'a number as text in base_resp',
      '{"base_resp":{"status_code":"1004","status_msg":"login fail"}}',
    ],
    ['code and message', '{"code":"Throttling","message":"x","request_id":"1"}'],
    ['code and msg', '{"code":401,"msg":"令牌无效","success":false}'],
    ['a list named errors', '{"errors":[{"message":"Invalid API key"}]}'],
    ['a head with a code', '{"header":{"code":11200,"message":"AppIdNoAuthError"}}'],
    ['a JSON string', '"quota exceeded"'],
    ['not a success', '{"success":false,"data":null}'],
    ['object error', '{"object":"error","message":"x","code":40303}'],
    ['detail', '{"detail":"Not authenticated"}'],
    ['a list of details', '{"detail":[{"loc":["body"],"msg":"field required"}]}'],
    ['error_code', '{"error_code":336003,"error_msg":"x"}'],
    ['errcode', '{"errcode":40001,"errmsg":"x"}'],
    ['type error', '{"type":"error","error":{"type":"overloaded_error","message":"x"}}'],
    [
      'a list',
      '[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]',
    ],
    [
      'beside an empty choice',
      '{"error":{"code":502,"message":"x"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}',
    ],
    [
      'in the choice',
      '{"choices":[{"index":0,"error":{"code":429,"message":"x"},"finish_reason":"error"}]}',
    ],
    ['a web page', '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n</html>'],
    ['words', 'upstream connect error or disconnect/reset before headers'],
  ];
  const read = async (label: string | undefined, ...bytes: Bytes[]) => {
    serve(label, ...bytes);
    const response = await createModelFetch()(`${model().url}/chat/completions`, {
      method: 'POST',
      body: '{"model":"m","messages":[]}',
    });
    const chunks: unknown[] = [];
    try {
      for await (const { chunks: brought } of readStream(response)) chunks.push(...brought);
      return { chunks };
    } catch (error) {
      return { chunks, error };
    }
  };

  it.each(errors)('%s, in one piece under any label', async (_shape, body) => {
    for (const label of [JSON_LABEL, SSE]) {
      const { error, chunks } = await read(label, body);
      expect(error).toBeInstanceOf(ProviderError);
      expect((error as ProviderError).said).toMatchObject({ status: 200 });
      expect(chunks).toEqual([]);
    }
  });

  it.each(errors)('%s, in a stream after some words, which are given', async (_shape, body) => {
    const line = body.replaceAll('\n', '');
    const { error, chunks } = await read(SSE, event(chunk('好。')) + event(line));
    expect(error).toBeInstanceOf(ProviderError);
    expect(chunks).toHaveLength(1);
  });

  it('with all it said', async () => {
    const body =
      '{"code":"DataInspectionFailed","message":"Input data may contain inappropriate content.","request_id":"1"}';
    const { error } = await read(SSE, `id:1\nevent:error\n:HTTP_STATUS/400\ndata:${body}\n\n`);
    expect((error as ProviderError).said.body).toBe(body);
  });

  it.each([
    ['with a message only', 'event: error\ndata: {"message":"context length exceeded"}\n\n'],
    ['with words only', 'event: error\ndata: something broke\n\n'],
    ['as a field of its own', 'error: {"message":"x"}\n\n'],
  ])('named by its event %s', async (_how, bytes) => {
    expect((await read(SSE, event(chunk('好。')) + bytes)).error).toBeInstanceOf(ProviderError);
  });

  it('without quoting JSON that is broken', async () => {
    const { error } = await read(SSE, 'data: {"choices":[{"delta":{"content":"secret words\n\n');
    expect(error).toBeInstanceOf(SyntaxError);
    expect(String(error)).not.toContain('secret');
  });

  it('a page in GBK is a page', async () => {
    const page = Buffer.from('<html><title>\xb4\xed\xce\xf3</title></html>', 'latin1');
    expect((await read('text/html', page)).error).toBeInstanceOf(ProviderError);
  });

  it('a page without end is read as far as it tells something', async () => {
    const { error } = await read('text/html', '<html>\n' + '<p>x</p>\n'.repeat(100_000));
    expect((error as ProviderError).said.body.length).toBeLessThanOrEqual(16_000);
  });
});
