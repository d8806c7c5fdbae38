import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConsoleWorld } from '../console-world.ts';
import { each } from './each.ts';

const KEY = 'sk-0123456789abcdefghij';

describe('what .env sets', () => {
  it('is listed with its lines, taken over with its secrets, and stays locked until the lines are gone', async () => {
    const token = 'flowtoken';
    const environment = {
      ...{ WECHAT_TOKEN: token, WELCOME_TEXT: '你好', LOG_LEVEL: 'warn', PORT: '3100' },
      METRICS_KEY: 'a-key-of-the-metrics',
    };
    const { dataDir } = await openConsoleWorld();
    const file = join(dataDir, '.env');
    writeFileSync(
      file,
      `# mine\nWECHAT_TOKEN=${token}\n\nWELCOME_TEXT=你好\nLOG_LEVEL=warn\nPORT=3100\n`,
    );
    const world = await openConsoleWorld(environment, { dataDir, settingsFile: file });
    const { body: before } = await world.call('GET', '/settings/env-file');
    expect(before).toEqual({
      file,
      items: [
        { name: 'WECHAT_TOKEN', variable: 'WECHAT_TOKEN', secret: true, line: 2, isStored: false },
        { name: 'WELCOME_TEXT', variable: 'WELCOME_TEXT', secret: false, line: 4, isStored: false },
        { name: 'METRICS_KEY', variable: 'METRICS_KEY', secret: true, line: null, isStored: false },
        { name: 'LOG_LEVEL', variable: 'LOG_LEVEL', secret: false, line: 5, isStored: false },
      ],
    });
    const names = ['WECHAT_TOKEN', 'WELCOME_TEXT', 'METRICS_KEY', 'LOG_LEVEL'];
    const { status, body: taken } = await world.call('POST', '/settings/take-over', { names });
    expect(status).toBe(200);
    expect(each(taken.lines, 'line')).toEqual([2, 4, null, 5]);
    expect(each(taken.lines, 'isStored')).toEqual([true, true, true, true]);
    expect(JSON.stringify([taken, world.notes])).not.toMatch(/flowtoken|a-key-of/);
    expect(await world.setting('WECHAT_TOKEN')).toMatchObject({ locked: true });

    const later = await openConsoleWorld({}, { dataDir });
    expect(await later.books.accounts.values('default')).toMatchObject({
      ...{ WECHAT_TOKEN: token, WELCOME_TEXT: '你好' },
    });
    expect((await later.books.server.open()).server).toEqual({
      ...{ LOG_LEVEL: 'warn', METRICS_KEY: 'a-key-of-the-metrics' },
    });
    expect(await later.setting('WELCOME_TEXT')).toMatchObject({ source: 'store', locked: false });
  });

  it('is taken over together with what has to come from the same place', async () => {
    const { call } = await openConsoleWorld({
      ...{ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'https://api.example.com/v1', OPENAI_MODEL: 'm' },
    });
    const half = await call('POST', '/settings/take-over', { names: ['OPENAI_API_KEY'] });
    expect(half.status).toBe(400);
    const names = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'];
    expect((await call('POST', '/settings/take-over', { names })).status).toBe(200);
  });
});
