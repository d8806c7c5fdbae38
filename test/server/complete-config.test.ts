import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { completeConfig } from '../../src/server/complete-config.ts';
import { openConsoleWorld } from '../console/console-world.ts';

async function startWith(
  stored: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
) {
  const { call, dataDir } = await openConsoleWorld();
  const { status } = await call('PATCH', '/settings', stored);
  expect(status).toBe(200);
  return { dataDir, complete: () => complete(dataDir, environment) };
}

function complete(dataDir: string, environment: Readonly<Record<string, string>> = {}) {
  const values = { ...environment, DATA_DIR: dataDir };
  return completeConfig(parseConfig(values), values);
}

describe('a start', () => {
  it('takes what the store sets for the server, where the environment says nothing', async () => {
    const { complete } = await startWith(
      { RETENTION_DAYS: '7', LOG_LEVEL: 'debug', METRICS_KEY: 'a-key-of-the-metrics' },
      { LOG_LEVEL: 'warn' },
    );
    const { config, inEffect, leftOut } = await complete();
    expect(config).toMatchObject({
      ...{ retentionDays: 7, logLevel: 'warn', metricsKey: 'a-key-of-the-metrics' },
    });
    expect(Object.keys(inEffect).sort()).toEqual(['METRICS_KEY', 'RETENTION_DAYS']);
    expect(leftOut).toEqual([]);
  });

  it('asks the model of the search with the key that the store has for the account at /wechat', async () => {
    const { complete } = await startWith({
      SILICONFLOW_API_KEY: 'sk-0123456789abcdefghij',
      EMBEDDING_MODEL: 'siliconflow/BAAI/bge-m3',
    });
    const { config } = await complete();
    expect(config.embeddingModel).toMatchObject({
      ...{ model: 'BAAI/bge-m3', apiKeys: ['sk-0123456789abcdefghij'] },
    });
  });

  it('has no simulator on its own once the store holds a token', async () => {
    const { complete } = await startWith({ WECHAT_TOKEN: 'shopToken' });
    expect((await complete()).config.hasSimulator).toBe(false);
  });

  it('goes without a stored value that cannot be used, and says why', async () => {
    const { dataDir, complete: again } = await startWith({ RETENTION_DAYS: '7' });
    const world = await openConsoleWorld({}, { dataDir });
    const { server } = world.collections;
    const [entry] = await server.list('');
    await server.put(entry?.key ?? '', {
      ...{ settings: { RETENTION_DAYS: '7', LOG_LEVEL: 'loud', PORT: '1' }, secrets: {} },
    });
    const { config, leftOut } = await again();
    expect(config).toMatchObject({ retentionDays: 7, logLevel: 'info', port: 3000 });
    expect(leftOut).toMatchObject([{ setting: 'LOG_LEVEL' }]);
    expect(leftOut[0]?.says.en).toContain('LOG_LEVEL');
  });

  it('goes without a secret of which the key is lost', async () => {
    const { dataDir, complete: again } = await startWith({
      ...{ METRICS_KEY: 'a-key-of-the-metrics', RETENTION_DAYS: '7' },
    });
    writeFileSync(join(dataDir, 'secret.key'), 'damaged\n');
    const { config, leftOut } = await again();
    expect(config).toMatchObject({ retentionDays: 7, metricsKey: undefined });
    expect(leftOut).toMatchObject([{ setting: 'METRICS_KEY' }]);
  });

  it('makes no store where there is none', async () => {
    const { config, inEffect } = await complete('/nowhere/kuaihui');
    expect({ folder: config.dataDir, inEffect }).toEqual({
      ...{ folder: '/nowhere/kuaihui', inEffect: {} },
    });
  });
});
