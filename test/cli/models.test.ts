import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerAccountCommands } from '../../src/cli/account/register-account-commands.ts';
import { registerModelsCommand } from '../../src/cli/models/register-models-command.ts';
import { runCommandLine } from '../support/run-command.ts';

const TOKEN = 'tokenOfTheShop01';
const ANSWER =
  'data: {"choices":[{"delta":{"content":"OK"}}]}\n\ndata: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** A vendor with a list of models; what it does not list is unknown, and only keys that begin with sk-good are taken. */
async function startVendor(names: readonly string[]) {
  const calls: { path: string; key: string; body: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const key = (request.headers.authorization ?? '').replace('Bearer ', '');
      const path = request.url ?? '';
      const asked = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
      calls.push({ path, key, body: asked });
      const refuse = (status: number, error: object) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error }));
      if (!key.startsWith('sk-good'))
        refuse(401, { message: `Incorrect API key: ${key}`, code: 'invalid_api_key' });
      else if (path.endsWith('/models'))
        response.end(JSON.stringify({ data: names.map((id) => ({ id })) }));
      else if (!names.includes(asked['model'] as string))
        refuse(404, { message: 'Model Not Exist', code: 'model_not_found' });
      else if (path.endsWith('/embeddings'))
        response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }] }));
      else if (path.endsWith('/rerank'))
        response.end(JSON.stringify({ results: [{ index: 0, relevance_score: 0.9 }] }));
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(ANSWER);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { url, calls };
}

/** The commands in a folder with this .env. */
function makeProject(env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-models-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lines = Object.entries({ ...env, DATA_DIR: join(folder, 'data') });
  writeFileSync(join(folder, '.env'), lines.map(([name, value]) => `${name}=${value}\n`).join(''));
  return async (line: string, environment: Record<string, string> = { LANG: 'C' }) => {
    const { code, says, complains } = await runCommandLine(line.split(' '), {
      ...{ folder, environment },
      register(program, context) {
        registerAccountCommands(program, context);
        registerModelsCommand(program, context);
      },
    });
    return { code, output: says, errors: complains };
  };
}

describe('kuaihui models', () => {
  it('prints a line for each role and model with the time to its first token, after one small call each', async () => {
    const vendor = await startVendor(['a', 'b']);
    const run = makeProject({
      CHAT_MODELS: 'deepseek/a,mine/b',
      SUMMARY_MODELS: 'mine/b',
      ...{ DEEPSEEK_BASE_URL: vendor.url, DEEPSEEK_API_KEY: 'sk-good-1,sk-good-2' },
      ...{ MINE_BASE_URL: vendor.url, MINE_API_KEY: 'sk-good-3' },
    });
    const { code, output, errors } = await run('models');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output.split('\n')).toEqual([
      expect.stringMatching(/^✓ chat +deepseek\/a +first token after \d+\.\d\d s$/),
      expect.stringMatching(/^✓ chat +mine\/b +first token after/),
      expect.stringMatching(/^✓ summary +mine\/b +first token after/),
      '',
    ]);
    const asked = vendor.calls.filter(({ path }) => path.endsWith('/chat/completions'));
    expect(asked.map(({ body }) => body['max_tokens'])).toEqual([16, 16]);
    expect(vendor.calls.filter(({ path }) => path.endsWith('/models'))).toHaveLength(3);
  });

  it('asks the models of the search for what they are used for', async () => {
    const vendor = await startVendor(['a', 'bge-m3', 'bge-reranker']);
    const settings = {
      ...{ CHAT_MODELS: 'mine/a', QUERY_MODEL: 'mine/a', EMBEDDING_MODEL: 'mine/bge-m3' },
      ...{ MINE_BASE_URL: vendor.url, MINE_API_KEY: 'sk-good-3' },
    };
    const run = makeProject({ ...settings, RERANK_MODEL: 'mine/bge-reranker' });
    const { code, output } = await run('models');
    expect(code).toBe(0);
    expect(output.split('\n')).toEqual([
      expect.stringMatching(/^✓ chat {7}mine\/a +first token/),
      expect.stringMatching(/^✓ summary {4}mine\/a +first token/),
      expect.stringMatching(/^✓ query {6}mine\/a +first token/),
      expect.stringMatching(/^✓ embedding {2}mine\/bge-m3 +answered after \d+\.\d\d s$/),
      expect.stringMatching(/^✓ rerank {5}mine\/bge-reranker +answered after/),
      '',
    ]);
    const wrong = await makeProject({ ...settings, RERANK_MODEL: 'mine/bge-rerank' })('models');
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain('Change mine/bge-rerank in RERANK_MODEL to mine/bge-reranker');
  });

  it('names the setting and the names that the vendor has where a model is gone, in both languages', async () => {
    const vendor = await startVendor(['deepseek-v4-flash', 'deepseek-v4-pro']);
    const run = makeProject({
      ...{
        CHAT_MODELS: 'deepseek/deepseek-v4-flash',
        SUMMARY_MODELS: 'deepseek/deepseek-v3-flash',
      },
      ...{ DEEPSEEK_BASE_URL: vendor.url, DEEPSEEK_API_KEY: 'sk-good-1' },
    });
    const { code, output } = await run('models');
    expect(code).toBe(1);
    expect(output).toContain(
      'Change deepseek/deepseek-v3-flash in SUMMARY_MODELS to deepseek/deepseek-v4-flash, or to deepseek/deepseek-v4-pro.',
    );
    const chinese = await run('models', { LANG: 'zh_CN.UTF-8' });
    expect(chinese.output).toContain(
      '请把 SUMMARY_MODELS 里的 deepseek/deepseek-v3-flash 换成 deepseek/deepseek-v4-flash',
    );
    expect(chinese.output).toMatch(/^✓ 回答/);
  });

  it('names the key that is refused and shows none', async () => {
    const vendor = await startVendor(['a']);
    const run = makeProject({
      CHAT_MODELS: 'deepseek/a,mine/a',
      ...{ DEEPSEEK_BASE_URL: vendor.url, DEEPSEEK_API_KEY: 'sk-wrong-0123456789' },
      ...{ MINE_BASE_URL: vendor.url, MINE_API_KEY: 'sk-good-1,sk-wrong-9876543210' },
    });
    const { code, output, errors } = await run('models');
    expect(code).toBe(1);
    expect(output).toMatch(/✗ chat +deepseek\/a .*\n +DEEPSEEK_API_KEY was refused/);
    expect(output).toMatch(/✗ chat +mine\/a .*key 2 in MINE_API_KEY was refused/);
    expect(output + errors).not.toMatch(/sk-/);
  });

  it('prints nothing of a vendor that would steer the terminal or show a key', async () => {
    const escape = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e';
    const key = 'secret-of-the-shop';
    const server = createServer((request, response) => {
      const names = [
        `m2${escape}`,
        `m2-${key}`,
        'm2-sk-0123456789abcdef',
        `m2${'x'.repeat(900)}`,
        'm2-good',
      ];
      if (request.url?.endsWith('/models'))
        response.end(JSON.stringify({ data: names.map((id) => ({ id })) }));
      else {
        const gone = { message: `gone ${escape}`, code: 'model_not_found' };
        const broken = {
          message: `no ${key.slice(0, 6)}\u200b${key.slice(6)} ${escape} \r\n✓`,
          code: `x${escape}`,
        };
        void text(request).then((body) => {
          const error = body.includes('"m2"') ? gone : broken;
          response
            .writeHead(400, { 'content-type': 'application/json' })
            .end(JSON.stringify({ error }));
        });
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const run = makeProject({
      CHAT_MODELS: 'mine/m2,mine/m3',
      MINE_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      MINE_API_KEY: key,
    });
    for (const line of ['models', 'models --json']) {
      const { code, output, errors } = await run(line);
      expect(code).toBe(1);
      expect(output).toContain('mine/m2-good');
      expect(output + errors).not.toMatch(/[^\P{C}\n]|secret-of-the|sk-0123|xxx/u);
    }
  });

  it('asks the models of an account that the store keeps, and prints JSON', async () => {
    const vendor = await startVendor(['a', 'b']);
    const run = makeProject({
      CHAT_MODELS: 'mine/a',
      MINE_BASE_URL: vendor.url,
      MINE_API_KEY: 'sk-no',
    });
    const values = `CHAT_MODELS=shop-llm/b SHOP_LLM_BASE_URL=${vendor.url} SHOP_LLM_API_KEY=sk-good-2`;
    expect(await run(`account add shop WECHAT_TOKEN=${TOKEN} ${values}`)).toMatchObject({
      code: 0,
    });
    const { code, output } = await run('models --account shop --json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({
      account: 'shop',
      models: [
        { role: 'chat', id: 'shop-llm/b', is: 'right', firstTokenMs: expect.any(Number) },
        { role: 'summary', id: 'shop-llm/b', is: 'right', firstTokenMs: expect.any(Number) },
      ],
    });
    expect(await run('models --account nobody')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('nobody'),
    });
  });

  it('tells an address that cannot be reached in plain words', async () => {
    const run = makeProject({ CHAT_MODELS: 'mine/a', MINE_BASE_URL: 'http://127.0.0.1:1/v1' });
    const { code, output } = await run('models');
    expect(code).toBe(1);
    expect(output).toMatch(/✗ chat +mine\/a +mine\/a does not answer: .*127\.0\.0\.1:1/);
    expect(output).toContain('MINE_BASE_URL');
    expect(output).not.toContain('OPENAI_');
  });

  it('says what to set where there is no model', async () => {
    const { code, errors } = await makeProject({})('models');
    expect(code).toBe(1);
    expect(errors).toContain('CHAT_MODELS=');
  });
});
