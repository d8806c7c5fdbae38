import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import type { Environment } from '../../src/config/env-reader.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { parseSettings, readSettingSource } from '../../src/config/setting-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'kuaihui-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(text: string): string {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, text);
  return path;
}

function problemsOf(environment: Environment): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a secret in a file', () => {
  it.each(['token12345678901', 'token12345678901\n', 'token12345678901\r\n'])(
    'is read without the line break at its end: %j',
    (text) => {
      const { wechat, hasSimulator } = parseConfig({ WECHAT_TOKEN_FILE: fileWith(text) });
      expect(wechat.token).toBe('token12345678901');
      expect(hasSimulator).toBe(false);
    },
  );

  it('may be any of the secrets', () => {
    const config = parseConfig({
      OPENAI_API_KEY_FILE: fileWith('sk-1'),
      OPENAI_MODEL: 'm',
      REDIS_URL_FILE: fileWith('redis://:pass@localhost'),
      KUAIHUI_SECRET_FILE: fileWith('s'.repeat(32)),
      METRICS_KEY_FILE: fileWith('m'.repeat(16)),
    });
    expect(config.chatModels[0]?.apiKeys).toEqual(['sk-1']);
    expect(config.redis?.url).toBe('redis://:pass@localhost');
    expect(config.secret).toBe('s'.repeat(32));
    expect(config.metricsKey).toBe('m'.repeat(16));
  });

  it('may be the key of any provider that a list of models names', () => {
    const { chatModels } = parseConfig({
      CHAT_MODELS: 'deepseek/a,mine/b',
      DEEPSEEK_API_KEY_FILE: fileWith('sk-1,sk-2\n'),
      MINE_BASE_URL: 'https://mine.example.com/v1',
      MINE_API_KEY_FILE: fileWith('sk-3'),
      OTHER_API_KEY_FILE: join(folder, 'missing'),
    });
    expect(chatModels.map(({ apiKeys }) => apiKeys)).toEqual([['sk-1', 'sk-2'], ['sk-3']]);
  });

  it('is judged like a value, and is not repeated', () => {
    const problems = problemsOf({ WECHAT_TOKEN_FILE: fileWith('two secret words') });
    expect(problems).toEqual([expect.stringMatching(/^WECHAT_TOKEN must be 3 to 32/)]);
    const lines = problemsOf({
      METRICS_KEY_FILE: fileWith('first-secret-line\nsecond-secret-line\n'),
    });
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/secret/);
  });

  it('is refused beside the value itself', () => {
    expect(problemsOf({ WECHAT_TOKEN: 'abc123', WECHAT_TOKEN_FILE: fileWith('secret') })).toEqual([
      'Set WECHAT_TOKEN or WECHAT_TOKEN_FILE, not both.',
    ]);
  });

  it('that cannot be read is named by its path, and by nothing that follows from it', () => {
    const path = join(folder, 'missing');
    const problems = problemsOf({
      WECHAT_TOKEN_FILE: path,
      WECHAT_APP_ID: 'wx0123456789abcdef',
      OPENAI_API_KEY_FILE: folder,
      OPENAI_MODEL: 'm',
    });
    expect(problems).toEqual([
      expect.stringContaining(`WECHAT_TOKEN_FILE names ${path}, which cannot be read.`),
      expect.stringContaining(`OPENAI_API_KEY_FILE names ${folder}, which cannot be read.`),
    ]);
  });

  it('that is empty is refused', () => {
    expect(problemsOf({ WECHAT_TOKEN_FILE: fileWith('\n') })).toEqual([
      expect.stringMatching(/^WECHAT_TOKEN_FILE names .*, which is empty\./),
    ]);
  });

  it('counts as not set where its name is empty', () => {
    expect(parseConfig({ WECHAT_TOKEN_FILE: ' ' })).toEqual(parseConfig({}));
  });

  it('may be named in .env, and a misspelt name is found', () => {
    const working = mkdtempSync(join(folder, 'env-'));
    writeFileSync(
      join(working, '.env'),
      `WECHAT_TOKEN_FILE=${fileWith('token12345678901')}\nOPENAI_API_KEY_FIEL=x\n`,
    );
    const source = readSettingSource({
      environment: {},
      workingFolder: working,
      projectFolder: working,
    });
    expect(source.problems.map(({ en }) => en)).toEqual([
      expect.stringContaining('OPENAI_API_KEY_FILE'),
    ]);
    expect(parseSettings({ ...source, problems: [] }).config.wechat.token).toBe('token12345678901');
  });
});
