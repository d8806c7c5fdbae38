import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { readSettingSource } from '../../src/config/setting-source.ts';
import { openConsoleWorld } from '../console/console-world.ts';
import { says, startScriptedModel } from '../support/scripted-model.ts';
import { hasRedisServer, ownRedisServer } from '../support/redis-server.ts';

async function look(environment: Record<string, string>, isOnline = false, stored?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataDir = stored ?? join(folder, 'data');
  let said = '';
  let complaint = '';
  const exitCode = await check({
    source: readSettingSource({
      environment: { DATA_DIR: dataDir, ...environment },
      workingFolder: folder,
      projectFolder: folder,
    }),
    isOnline,
    output: into((text) => (said += text)),
    errorOutput: into((text) => (complaint += text)),
  });
  return { exitCode, said, complaint, dataDir };
}

function into(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      take(chunk.toString());
      done();
    },
  });
}

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

describe('a look at the settings', () => {
  it('says what they come to, without any secret', async () => {
    const { exitCode, said, complaint } = await look({
      WECHAT_TOKEN: 'mytoken0123456789',
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: 'f'.repeat(32),
      WECHAT_ENCODING_AES_KEY: AES_KEY,
      WECHAT_MESSAGE_MODE: 'safe',
      OPENAI_API_KEY: 'sk-secret',
      OPENAI_BASE_URL: 'https://api.example.com/v1',
      OPENAI_MODEL: 'some-model',
    });
    expect(complaint).toBe('');
    expect(said).toContain(
      'account: wx0123456789abcdef, message mode safe, with a token, an AES key, an AppSecret',
    );
    expect(said).toContain('answers: openai/some-model');
    expect(said).not.toMatch(/mytoken|ffff|abcdefghij|sk-secret/);
    expect(exitCode).toBe(0);
  });

  it('warns of a token that can be guessed, and offers another one', async () => {
    const model = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'm' };
    const { exitCode, said, complaint } = await look({ ...model, WECHAT_TOKEN: 'abc' });
    expect(complaint).toMatch(/^Warning: WECHAT_TOKEN has 3 characters.* [0-9a-f]{32}\n$/);
    expect(complaint).not.toContain('abc ');
    expect(said).toContain('can be used');
    expect(exitCode).toBe(0);
    expect((await look({ ...model, WECHAT_TOKEN: 'a'.repeat(16) })).complaint).toBe('');
  });

  it('names each model without a price under a budget, with PRICES_FILE, and is content when all have one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kuaihui-check-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'prices.json');
    const model = {
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_MODEL: 'm',
      DAILY_BUDGET: '5',
    };
    const missing = await look(model);
    expect(missing.complaint).toMatch(
      /✗ budget: .*PRICES_FILE is not set, so there is no price for openai\/m/,
    );
    expect(missing.exitCode).toBe(1);
    writeFileSync(file, '{"openai/other": {"input": 1, "output": 2}}');
    const unpriced = await look({ ...model, PRICES_FILE: file });
    expect(unpriced.complaint).toContain(`PRICES_FILE (${file}) has no price for openai/m`);
    writeFileSync(file, '{"openai/m": {"input": 1, "output": 2}}');
    const priced = await look({ ...model, PRICES_FILE: file });
    expect(priced.said).toContain('✓ budget: 5 a day; every model has a price');
    expect(priced.exitCode).toBe(0);
    const summary = await look({ ...model, SUMMARY_MODELS: 'openai/s', PRICES_FILE: file });
    expect(summary.complaint).toContain('has no price for openai/s');
    writeFileSync(file, '{"openai/m": {"input": 1}}');
    const broken = await look({ ...model, PRICES_FILE: file, DAILY_BUDGET: '' });
    expect(broken.complaint).toContain(`${file}, line 1: the price of openai/m`);
    expect(broken.exitCode).toBe(1);
  });

  it('is content with none, and makes no data folder', async () => {
    const { exitCode, said, dataDir } = await look({});
    expect(said).toMatch(/account: none .*\n✓ answers: quotations from the handbook .*\n/);
    expect(existsSync(dataDir)).toBe(false);
    expect(exitCode).toBe(0);
  });

  it('warns of a connected account that has nothing to answer from, and lets a reload go on', async () => {
    const { exitCode, said, complaint } = await look({ WECHAT_TOKEN: 'a'.repeat(16) });
    expect(complaint).toMatch(/^\? answers: neither a model nor a document/);
    expect(said).toContain('The settings can be used; see the warnings.');
    expect(exitCode).toBe(0);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['every wrong setting', { PORT: 'x', REPLY_MARGIN_MS: '-1' }, /PORT[^]*REPLY_MARGIN_MS/],
    ['a file that is missing', { SYSTEM_PROMPT_FILE: 'missing.md' }, /SYSTEM_PROMPT_FILE names/],
  ])('names %s', async (_what, environment, problem) => {
    const { exitCode, said, complaint } = await look(environment);
    expect(complaint).toMatch(problem);
    expect(said).toBe('');
    expect(exitCode).toBe(1);
  });
});

describe('documents that are not there', () => {
  it.each([
    ['a folder that does not exist', './nowhere', /KNOWLEDGE_DIR=\.\/nowhere is no folder/],
    ['a file', './package.json', /KNOWLEDGE_DIR=\.\/package\.json is no folder/],
    ['a folder without documents', './scripts', /nothing to quote in KNOWLEDGE_DIR=\.\/scripts/],
  ])('are not in order: %s', async (_what, folder, complaint) => {
    const seen = await look({ KNOWLEDGE_DIR: folder });
    expect(seen.complaint).toMatch(complaint);
    expect(seen.said).toContain('The settings are not in order.');
    expect(seen.exitCode).toBe(1);
  });
});

describe('a folder of personas', () => {
  const makePersonas = (files: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'kuaihui-personas-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };
  const good = '---\nname: 客服\n---\n你是客服。';

  it('is in order when every file is, and its names are told', async () => {
    const seen = await look({ PERSONAS_DIR: makePersonas({ 'a.md': good }) });
    expect(seen.said).toContain('✓ personas: 客服\n');
    expect(seen.exitCode).toBe(0);
    expect((await look({})).said).toContain('✓ personas: 通用助手, 翻译, 写作助手\n');
  });

  it('is not in order with a broken file, which is named with its line', async () => {
    const seen = await look({
      PERSONAS_DIR: makePersonas({
        'a.md': good,
        'b.md': '---\nname: 译者\ntemperature: 热\n---\nx',
      }),
    });
    expect(seen.complaint).toMatch(/✗ personas: .*b\.md:3: temperature must be/);
    expect(seen.exitCode).toBe(1);
  });

  it('is warned of where a key has no effect, in the language of the deployer', async () => {
    const PERSONAS_DIR = makePersonas({ 'a.md': good.replace('name', 'voice: 女\nname') });
    const seen = await look({ PERSONAS_DIR, LANG: 'zh_CN.UTF-8' });
    expect(seen.complaint).toMatch(/^注意：.*a\.md:2：不认识 voice/);
    expect(seen.exitCode).toBe(0);
  });

  it('is warned of where a persona names a model that is not set', async () => {
    const PERSONAS_DIR = makePersonas({ 'a.md': good.replace('name', 'model: kimi/k3\nname') });
    const model = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'm1' };
    const seen = await look({ PERSONAS_DIR, ...model });
    expect(seen.complaint).toMatch(/^Warning: The persona 客服 names the model kimi\/k3/);
    expect(seen.exitCode).toBe(0);
  });

  it('that lacks the persona of PERSONA cannot be used', async () => {
    const seen = await look({ PERSONAS_DIR: makePersonas({ 'a.md': good }), PERSONA: '译者' });
    expect(seen.complaint).toMatch(/PERSONA=译者 is none of the personas: 客服/);
    expect(seen.exitCode).toBe(1);
  });
});

it('says in Chinese what is wrong where Chinese is spoken', async () => {
  const seen = await look({ LANG: 'zh_CN.UTF-8', PORT: 'x' });
  expect(seen.complaint).toMatch(/有些设置不能用[^]*PORT 要填/);
});

it('says of what has no effect that the settings can be used all the same', async () => {
  const seen = await look({ WELCOME_TEXT: '“你好”' });
  expect(seen.complaint).toMatch(/^Warning: WELCOME_TEXT begins and ends with quotation marks/);
  expect(seen.said).toContain('The settings can be used; see the warnings.');
  expect(seen.exitCode).toBe(0);
});

it('asks the model when it is told to, and says how long it took', async () => {
  const model = await startScriptedModel({ answerWith: (question) => says(question) });
  onTestFinished(() => model.close());
  const settings = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' };
  expect((await look(settings)).said).not.toContain('model:');
  expect(model.calls).toHaveLength(0);
  const seen = await look(settings, true);
  expect(seen.said).toMatch(
    /✓ model: .*scripted answers.* \(\d\.\d s\)\nThe settings are in order/,
  );
  const wrong = await look({ ...settings, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, true);
  expect(wrong.complaint).toMatch(/^✗ model: .*\n {4}\S/);
  expect(wrong.exitCode).toBe(1);
});

describe.runIf(hasRedisServer)('a look at a Redis', () => {
  it('warns in a sentence of what it would lose', async () => {
    const { url } = await ownRedisServer({ options: ['--maxmemory-policy', 'allkeys-lru'] });
    const { exitCode, said, complaint } = await look({ REDIS_URL: url });
    expect(complaint).toMatch(/^Warning: Redis throws data away/);
    expect(said).toContain('Redis, which can be reached');
    expect(exitCode).toBe(0);
  });
});

describe('what was set in the console', () => {
  it('is looked at as a start would, with the names of what the store sets', async () => {
    const { call, dataDir } = await openConsoleWorld();
    const { status } = await call('PATCH', '/settings', {
      ...{ WECHAT_TOKEN: 'mytoken0123456789', WECHAT_APP_ID: 'wx0123456789abcdef' },
      ...{ CHAT_MODELS: 'deepseek/x', DEEPSEEK_API_KEY: 'sk-0123456789abcdefghij' },
      DAILY_BUDGET: '5',
    });
    expect(status).toBe(200);
    const seen = await look({ WECHAT_TOKEN: 'another0123456789' }, false, dataDir);
    expect(seen.said).toContain('account: wx0123456789abcdef, message mode auto, with a token');
    expect(seen.said).toContain('answers: deepseek/x');
    const line = /^Settings from the store: (.*)$/m.exec(seen.said)?.[1]?.split(', ');
    expect(line?.sort()).toEqual([
      ...['CHAT_MODELS', 'DAILY_BUDGET', 'DEEPSEEK_API_KEY', 'WECHAT_APP_ID'],
    ]);
    expect(seen.complaint).toMatch(/✗ budget: .*no price for deepseek\/x/);
    expect(seen.said + seen.complaint).not.toMatch(/mytoken|another0|sk-0123/);
  });

  it('is asked, too, when the models are', async () => {
    const model = await startScriptedModel({ answerWith: (question) => says(question) });
    onTestFinished(() => model.close());
    const { call, dataDir } = await openConsoleWorld();
    await call('PATCH', '/settings', { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' });
    const seen = await look({}, true, dataDir);
    expect(seen.said).toMatch(/✓ model: .*scripted answers/);
    expect(seen.exitCode).toBe(0);
  });

  it('is not checked while Redis is away, which is said, and everything else is', async () => {
    const seen = await look({
      ...{ REDIS_URL: 'redis://:hush@127.0.0.1:1', WECHAT_TOKEN: 'mytoken0123456789' },
    });
    expect(seen.complaint).toContain('Warning: The store cannot be read now');
    expect(seen.complaint).toMatch(/✗ data: Cannot reach Redis at 127\.0\.0\.1:1/);
    expect(seen.complaint).not.toContain('hush');
    expect(seen.said).toContain('account: no AppID, message mode auto, with a token');
    expect(seen.exitCode).toBe(1);
  });
});
