import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { checkModel } from '../../src/diagnosis/check-model.ts';
import { checkDataDir } from '../../src/diagnosis/check-data-dir.ts';
import { diagnoseOnline } from '../../src/diagnosis/diagnose.ts';
import { warnAtStart } from '../../src/diagnosis/warn-at-start.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { Model } from '../../src/answering/model.ts';
import {
  refuses,
  says,
  startScriptedModel,
  streams,
  type ModelScript,
} from '../support/scripted-model.ts';
import { unheard } from '../support/recorded-events.ts';

const deps = { clock: systemClock, log: pino({ level: 'silent' }), events: unheard };
const model = { OPENAI_API_KEY: 'sk-0123456789', OPENAI_MODEL: 'scripted' };

async function startModel(script: ModelScript) {
  const server = await startScriptedModel({ answerWith: () => script });
  onTestFinished(() => server.close());
  return server;
}

/** WeChat's API with one answer. */
async function startWechat(answer: object): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    request.on('end', () => response.end(JSON.stringify(answer)));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

describe('a question to the model', () => {
  it.each<[string, ModelScript]>([
    ['answers', says('OK')],
    ['thinks', streams({ reasoning: 'Hm.' }, 'hang')],
    ['goes on and on', streams({ text: 'OK' }, 'hang')],
  ])('finds it right when it %s, and hangs up at the first sign', async (_what, script) => {
    const server = await startModel(script);
    const config = parseConfig({ ...model, OPENAI_BASE_URL: server.url });
    const [finding] = await diagnoseOnline(config, deps);
    expect(finding).toMatchObject({ name: 'model', state: 'ok' });
    expect(finding?.tookMs).toBeGreaterThanOrEqual(0);
    expect(server.calls).toHaveLength(1);
    // Newer models of OpenAI refuse max_tokens, and thinking ones answer nothing with a low one.
    expect(server.calls[0]?.body).not.toHaveProperty('max_tokens');
  });

  it.each<[string, ModelScript, 'fault' | 'warning', RegExp]>([
    ['a wrong key', refuses(401), 'fault', /OPENAI_API_KEY/],
    ['no credit', refuses(402), 'fault', /credit|top/],
    [
      'an unknown model',
      refuses(404, { message: 'x', code: 'model_not_found' }),
      'fault',
      /OPENAI_MODEL/,
    ],
    ['a server that is overloaded', refuses(503), 'warning', /again/],
    ['too many requests', refuses(429), 'warning', /again|OPENAI_MAX_CONCURRENCY/],
  ])('names %s, after one call, in both languages', async (_what, script, state, remedy) => {
    const server = await startModel(script);
    const config = parseConfig({ ...model, OPENAI_BASE_URL: server.url, OPENAI_MAX_RETRIES: '5' });
    const [finding] = await diagnoseOnline(config, deps);
    expect(finding?.state).toBe(state);
    expect(finding?.remedy?.en).toMatch(remedy);
    expect(finding?.remedy?.zh).toMatch(/\p{Script=Han}/u);
    expect(server.calls).toHaveLength(1);
  });

  it('names an address at which nothing listens', async () => {
    const config = parseConfig({ ...model, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' });
    const [finding] = await diagnoseOnline(config, deps);
    expect(finding).toMatchObject({ state: 'fault' });
    expect(finding?.remedy?.zh).toContain('OPENAI_BASE_URL');
  });

  it.each([
    'key',
    'credit',
    'throttled',
    'overloaded',
    'content-refused',
    'too-long',
    'unknown-model',
    'not-allowed',
    'parameter-refused',
    'not-understood',
    'address-wrong',
    'gateway',
    'network',
  ])('has a Chinese remedy for the class %s', async (failure) => {
    const error = new AnswererError('provider_refused', 'x', {
      retryable: false,
      advice: { en: 'do it', zh: '请这样做' },
    });
    const broken: Model = {
      id: 'a model',
      lane: { key: 'a model' },
      // eslint-disable-next-line require-yield -- It fails before its first event.
      async *stream() {
        throw await Promise.resolve(Object.assign(error, { failure }));
      },
    };
    const { remedy } = await checkModel(broken, { ...deps, settings: { provider: 'openai' } });
    expect(remedy?.en).toBe('do it');
    expect(remedy?.zh).toMatch(/\p{Script=Han}/u);
  });
});

describe('a question to WeChat', () => {
  const account = {
    WECHAT_TOKEN: 'abc123',
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  };

  it('finds the account right by the token that the server has', async () => {
    const wechat = await startWechat({ access_token: 'T', expires_in: 7200 });
    const config = parseConfig({ ...account, WECHAT_API_BASE_URL: wechat.url });
    expect(await diagnoseOnline(config, deps)).toMatchObject([{ name: 'wechat', state: 'ok' }]);
    expect(JSON.parse(wechat.bodies.join(''))).toMatchObject({ force_refresh: false });
  });

  it.each<[number, string, RegExp, RegExp]>([
    [
      40164,
      'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist',
      /203\.0\.113\.9.*白名单/,
      /203\.0\.113\.9.*白名单/,
    ],
    [40013, 'invalid appid', /WECHAT_APP_ID/, /WECHAT_APP_ID/],
    [40125, 'invalid appsecret', /WECHAT_APP_SECRET/, /AppSecret/],
    [40001, 'invalid credential', /WECHAT_APP_SECRET/, /AppSecret/],
    [40243, 'secret frozen', /frozen/, /冻结/],
    [89503, 'confirm', /administrator/, /管理员/],
    [50004, 'forbidden', /notice/, /通知/],
    [99999, 'new one', /99999/, /99999/],
  ])('names %i', async (errcode, errmsg, en, zh) => {
    const wechat = await startWechat({ errcode, errmsg });
    const config = parseConfig({ ...account, WECHAT_API_BASE_URL: wechat.url });
    const [finding] = await diagnoseOnline(config, deps);
    expect(finding?.state).toBe('fault');
    expect(finding?.remedy?.en).toMatch(en);
    expect(finding?.remedy?.zh).toMatch(zh);
  });

  it('is not asked without a secret, nor a model that is not configured', async () => {
    expect(await diagnoseOnline(parseConfig({ WECHAT_TOKEN: 'abc123' }), deps)).toEqual([]);
  });
});

describe('a warning at the start', () => {
  const dataDir = () => {
    const folder = mkdtempSync(join(tmpdir(), 'kuaihui-warn-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  };

  it('asks no model of the deployer’s own network, and remembers nothing of it', async () => {
    const server = await startModel(refuses(401));
    const folder = dataDir();
    const config = parseConfig({ ...model, OPENAI_BASE_URL: server.url, DATA_DIR: folder });
    await warnAtStart(config, { ...deps, command: 'kuaihui check --online' });
    expect(server.calls).toHaveLength(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says what is wrong and how to ask again, once in an hour', async () => {
    const lines: { code: string; msg: string; zh: string }[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
    const log = pino({ level: 'warn' }, { write });
    // Reserved for documents, so it leads nowhere: https://www.rfc-editor.org/rfc/rfc6761
    const settings = { OPENAI_BASE_URL: 'https://model.invalid/v1', DATA_DIR: dataDir() };
    const config = parseConfig({ ...model, ...settings });
    for (let start = 0; start < 2; start += 1)
      await warnAtStart(config, { ...deps, log, command: 'kuaihui check --online' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.code).toBe('model_wrong');
    expect(lines[0]?.msg).toMatch(/model\.invalid.*kuaihui check --online$/);
    expect(lines[0]?.zh).toContain('kuaihui check --online');
    expect(JSON.stringify(lines)).not.toContain('0123456789');
  });
});

it.each([
  ['a file', 'file'],
  ['below a file', 'file/data'],
])('finds a data folder wrong that is %s, and one that can be made right', async (_what, path) => {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), '');
  expect(await checkDataDir(join(folder, path))).toMatchObject({ state: 'fault' });
  expect(await checkDataDir(join(folder, 'a/b/data'))).toMatchObject({ state: 'ok' });
});
