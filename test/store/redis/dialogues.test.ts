import { describe } from 'vitest';
import { describeDialogues } from '../../memory/dialogues.contract.ts';
import { hasRedis } from '../../support/redis-server.ts';
import { createRedisWorld } from './redis-world.ts';

describe.runIf(hasRedis)('a dialogue over Redis', () =>
  describeDialogues(createRedisWorld, { interleaved: 100 }),
);
