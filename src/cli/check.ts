import { resolve } from 'node:path';
import { pino } from 'pino';
import { buildAnswerer } from '../build-answerer.ts';
import { systemClock } from '../clock.ts';
import { parseConfig, type Config } from '../config.ts';
import { explainFailure } from '../explain-failure.ts';
import { readSystemPrompt } from '../read-system-prompt.ts';
import type { Environment } from '../setting-reader.ts';
import { warnOfWeakToken } from '../weak-token.ts';

export interface CheckOptions {
  readonly environment: Environment;
  readonly output: NodeJS.WritableStream;
  /** What is wrong goes here, and what deserves a look. */
  readonly errorOutput: NodeJS.WritableStream;
}

/**
 * Reads the settings as a start would, and what they name, and says what they come to or what is wrong. A server that
 * runs with the same settings notices nothing. Returns the exit code: 1 when they cannot be used.
 */
export async function check({ environment, output, errorOutput }: CheckOptions): Promise<number> {
  try {
    const config = parseConfig(environment);
    const log = tellPlainly(errorOutput);
    warnOfWeakToken(config.wechat.token, log);
    readSystemPrompt(config.conversation);
    const answerer = await buildAnswerer(config, { clock: systemClock, log, observe: () => {} });
    if (config.redis) await visitRedis(config.redis.url, log);
    for (const line of summarise(config, answerer.name)) output.write(`${line}\n`);
    return 0;
  } catch (error) {
    errorOutput.write(`${explainFailure(error, environment)}\n`);
    return 1;
  }
}

function summarise({ wechat, redis, dataDir }: Config, answerer: string): readonly string[] {
  const { token, appId, appSecret, encodingAesKey, messageMode } = wechat;
  const keys = [
    ...(encodingAesKey === undefined ? [] : ['an AES key']),
    ...(appSecret === undefined ? [] : ['an AppSecret']),
  ];
  return [
    'The settings are in order.',
    token === undefined
      ? '  account: none (no WECHAT_TOKEN); the simulator and npm run chat get in'
      : `  account: ${appId ?? 'no AppID'}, message mode ${messageMode}, with ${['a token', ...keys].join(', ')}`,
    `  answers: ${answerer}`,
    `  data:    ${redis ? 'Redis, which can be reached' : resolve(dataDir)}`,
  ];
}

async function visitRedis(url: string, log: pino.Logger): Promise<void> {
  const { connectRedis } = await import('../store/redis/connect-redis.ts');
  const { checkPersistence } = await import('../store/redis/check-persistence.ts');
  const connections = await connectRedis({ url, log, clock: systemClock });
  try {
    await checkPersistence(connections.redis, log);
  } finally {
    await connections.close();
  }
}

/** Warnings as sentences: a person reads them here, and no log. */
function tellPlainly(stream: NodeJS.WritableStream): pino.Logger {
  return pino(
    { level: 'warn' },
    {
      write(line) {
        stream.write(`Warning: ${(JSON.parse(line) as { msg: string }).msg}\n`);
      },
    },
  );
}
