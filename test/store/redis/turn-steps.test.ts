import { describe } from 'vitest';
import { describeTurnSteps } from '../../answering/tools/turn-steps.contract.ts';
import { hasRedis } from '../../support/redis-server.ts';
import { createRedisWorld } from './redis-world.ts';

describe.runIf(hasRedis)('the steps of a turn over Redis', () =>
  describeTurnSteps(createRedisWorld),
);
