import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startForwardProxy } from '../support/forward-proxy.ts';
import {
  refuses,
  says,
  startScriptedModel,
  streams,
  type ModelScript,
  type ScriptedModel,
} from '../support/scripted-model.ts';
import { createAsker, KEY } from './ask-a-model.ts';

let model: ScriptedModel;
beforeEach(async () => void (model = await startScriptedModel()));
afterEach(() => model.close());

const raw = (status: number, body: string, type = 'text/html'): ModelScript => ({
  status,
  headers: { 'content-type': type },
  steps: [{ raw: body }, 'end'],
});
const nginx = (title: string) => `<html><head><title>${title}</title></head></html>`;

describe('a failure', () => {
  it.each<[string, ModelScript, string, RegExp]>([
    [
      'a key',
      { json: { error: { message: 'x', code: 'invalid_api_key' } } },
      'key',
      /TEST_API_KEY was refused/,
    ],
    [
      'a key in a stream',
      streams({ error: { message: 'x', code: 401 } }, 'end'),
      'key',
      /TEST_API_KEY/,
    ],
    [
      'credit',
      refuses(403, { message: '该令牌额度已用尽', type: 'one_api_error' }),
      'credit',
      /no credit/,
    ],
    [
      'a limit of the account',
      refuses(429, { message: 'x', code: 'SetLimitExceeded' }),
      'credit',
      /raise it in the console/,
    ],
    ['the day’s quota', refuses(429, { message: 'x', code: '1308' }), 'credit', /used up for now/],
    [
      'a model',
      { status: 400, json: { code: 20012, message: 'Model does not exist.' } },
      'unknown-model',
      /compare OPENAI_MODEL/,
    ],
    [
      'a model to switch on',
      refuses(404, { message: 'x', code: 'ModelNotOpen' }),
      'unknown-model',
      /switch it on in the console/,
    ],
    [
      'a country',
      {
        status: 400,
        json: [{ error: { message: 'User location is not supported for the API use.' } }],
      },
      'not-allowed',
      /does not serve the country/,
    ],
    [
      'privacy settings',
      refuses(404, { message: 'No endpoints found matching your data policy' }),
      'not-allowed',
      /privacy settings/,
    ],
    [
      'an organisation',
      refuses(400, {
        message: 'Your organization must be verified to stream this model.',
        param: 'stream',
      }),
      'not-allowed',
      /to be verified/,
    ],
    [
      'the length, in a stream',
      streams({ error: { message: 'prompt is too long', code: 400 } }, 'end'),
      'too-long',
      /HISTORY_TOKENS/,
    ],
    [
      'a request too large',
      raw(413, nginx('413 Request Entity Too Large')),
      'too-long',
      /too large .*HISTORY_TOKENS/,
    ],
    ['a firewall', raw(403, nginx('403 Forbidden')), 'gateway', /firewall or proxy answered/],
    [
      'a page that is not there',
      raw(404, nginx('404 Not Found')),
      'address-wrong',
      /^Compare TEST_BASE_URL/,
    ],
    [
      'LM Studio without /v1',
      { json: { error: 'Unexpected endpoint or method. (POST /chat/completions)' } },
      'address-wrong',
      /^Compare TEST_BASE_URL/,
    ],
    [
      'something new',
      refuses(400, { message: 'The moon is not full' }),
      'not-understood',
      /its own words/,
    ],
  ])('of %s is final, paid once, and advises', async (_title, script, failure, advice) => {
    model.next(script);
    const { error } = await createAsker({ baseUrl: model.url }).ask();
    expect(error).toMatchObject({ code: 'provider_refused', retryable: false, failure });
    expect(error?.advice?.en).toMatch(advice);
    expect(model.calls).toHaveLength(1);
  });

  it.each<[string, ModelScript]>([
    [
      'with Qwen’s throttle',
      refuses(429, { message: 'Allocated quota exceeded', code: 'insufficient_quota' }),
    ],
    ['with a busy server', raw(502, nginx('502 Bad Gateway'))],
    ['with an error that no rule knows, once', { json: { error: 'odd' } }],
  ])('%s is tried again', async (_title, script) => {
    model.next(script, says('好'));
    expect((await createAsker({ baseUrl: model.url }).ask()).text).toBe('好');
  });

  it('that no rule knows gets one more try', async () => {
    model.next({ json: { error: 'odd' } }, { json: { error: 'odd' } });
    const { error } = await createAsker({ baseUrl: model.url, maxRetries: 5 }).ask();
    expect(error).toMatchObject({ code: 'provider_busy', failure: 'unexplained' });
    expect(model.calls).toHaveLength(2);
  });

  it('names the address first when it has no version', async () => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"detail":"Not Found"}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { error } = await createAsker({ baseUrl }).ask();
    expect(error?.advice?.en).toMatch(/^Compare TEST_BASE_URL: .*\/v1/);
  });

  it('of the filter ends the answer without a try more', async () => {
    model.next({ status: 403, json: { error: { type: 'sensitive_word_detected' } } });
    const { events } = await createAsker({ baseUrl: model.url }).ask();
    expect(events).toEqual([{ type: 'finish', reason: 'content-filter' }]);
    expect(model.calls).toHaveLength(1);
  });
});

describe('the words of a provider', () => {
  const question = '请问我的电话13800138000怎么改';

  it.each([
    ['stand in the error', 'The moon is not full', /400\): The moon is not full/],
    ['are shortened', 'long '.repeat(100), /(?:long ){40}…/],
    ['are shown without the key', `Bad key ${KEY} or sk-abcdef123`, /Bad key \[key\] or \[key\]/],
    [
      'are not shown with the question in them',
      `Cannot handle: ${question}`,
      /words repeat the conversation/,
    ],
    [
      'are not shown with a part of it',
      'text "电话13800138000" is odd',
      /words repeat the conversation/,
    ],
    [
      'are not shown with a part in other clothes',
      'text 1 3800-138 000 is odd',
      /words repeat the conversation/,
    ],
    [
      'are not shown with the history in them',
      'odd: 我住在北京朝阳',
      /words repeat the conversation/,
    ],
  ])('%s', async (_title, message, expected) => {
    model.next(refuses(400, { message }));
    const asker = createAsker({ baseUrl: model.url });
    const history = [{ question: '我住在北京朝阳区', answer: '好的' }];
    const { error } = await asker.ask({ question, history });
    expect(error?.message).toMatch(expected);
    expect(error?.message).not.toMatch(/13800|sk-|朝阳/);
    expect(asker.shown()).not.toMatch(/13800|sk-|朝阳/);
  });

  it('are shown when the question is a short word that is part of another', async () => {
    model.next(
      refuses(400, { message: 'This thing is odd' }),
      refuses(400, { message: 'Odd: hi' }),
    );
    const asker = createAsker({ baseUrl: model.url });
    expect((await asker.ask({ question: 'hi' })).error?.message).toContain('This thing is odd');
    expect((await asker.ask({ question: 'hi' })).error?.message).not.toContain('Odd: hi');
  });

  it('are not shown when they may be an answer that came without its form', async () => {
    const answer = raw(200, '退款需要三个工作日，余额不足时除外。', 'text/plain');
    model.next(answer, answer);
    const asker = createAsker({ baseUrl: model.url });
    const { error } = await asker.ask();
    expect(error?.message).toContain('may be an answer');
    expect(asker.shown()).not.toContain('工作日');
  });

  it('are not said to stand in a log when there are none', async () => {
    model.next(raw(400, ''));
    const { error } = await createAsker({ baseUrl: model.url }).ask();
    expect(error?.advice?.en).toMatch(/did not say why; compare OPENAI_MODEL/);
  });
});

describe('a forward proxy', () => {
  it('carries a plain question as it is, and names its user', async () => {
    const proxy = await startForwardProxy({ target: model.url });
    onTestFinished(() => proxy.close());
    model.next(says('好'));
    const withUser = proxy.url.replace('//', '//user:p%40ss@');
    const asker = createAsker({ baseUrl: 'http://model.test/v1', proxy: withUser });
    expect((await asker.ask()).text).toBe('好');
    expect(proxy.asked).toEqual(['POST http://model.test/v1/chat/completions']);
    expect(proxy.credentials).toEqual([`Basic ${btoa('user:p@ss')}`]);
  });

  it('carries a question by TLS through a tunnel, and advises on a certificate that Node does not know', async () => {
    const pem = readFileSync(new URL('../fixtures/self-signed.pem', import.meta.url));
    const vendor = createServer({ key: pem, cert: pem }).listen(0, '127.0.0.1');
    await once(vendor, 'listening');
    onTestFinished(() => void vendor.close());
    const port = (vendor.address() as AddressInfo).port;
    const proxy = await startForwardProxy({ target: `http://127.0.0.1:${port}` });
    onTestFinished(() => proxy.close());
    for (const way of [
      { baseUrl: 'https://model.test/v1', proxy: proxy.url },
      { baseUrl: `https://127.0.0.1:${port}/v1` },
    ]) {
      const { error } = await createAsker(way).ask();
      expect(error).toMatchObject({
        code: 'provider_unreachable',
        retryable: false,
        failure: 'network',
      });
      expect(error?.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(error?.advice?.en).toContain('NODE_EXTRA_CA_CERTS');
    }
    expect(proxy.asked).toEqual(['CONNECT model.test:443']);
  });

  it.each([
    ['http', 407, false, /wants a user and a password/],
    ['https', 407, false, /wants a user and a password/],
    ['https', 403, true, /refused the way .*NO_PROXY/],
  ])(
    'that refuses the way (%s, %i) is named without its password',
    async (scheme, status, retryable, advice) => {
      const proxy = await startForwardProxy({ status });
      onTestFinished(() => proxy.close());
      const withUser = proxy.url.replace('//', '//user:secret@');
      const { error } = await createAsker({
        baseUrl: `${scheme}://model.test/v1`,
        proxy: withUser,
        maxRetries: 1,
      }).ask();
      expect(error).toMatchObject({ retryable });
      expect(error?.advice?.en).toMatch(advice);
      expect(`${error?.message} ${error?.advice?.en}`).toContain(proxy.url);
      expect(`${error?.message} ${error?.advice?.en}`).not.toContain('secret');
    },
  );

  it('that is not there is named, and without one the log says that none is set', async () => {
    const proxy = await startForwardProxy({});
    await proxy.close();
    const through = await createAsker({ baseUrl: 'https://model.test/v1', proxy: proxy.url }).ask();
    expect(through.error?.message).toContain(
      `through the proxy ${proxy.url} failed (ECONNREFUSED)`,
    );
    expect(through.error?.advice?.en).toMatch(/HTTPS_PROXY.*NO_PROXY/);
    const direct = await createAsker({ baseUrl: `${proxy.url}/v1` }).ask();
    expect(direct.error?.advice?.en).toMatch(/No proxy is set.*HTTPS_PROXY/);
  });
});
