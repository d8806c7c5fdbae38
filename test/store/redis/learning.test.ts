import { describe } from 'vitest';
import { describeLearning } from '../../learning/learning.contract.ts';
import { hasRedis } from '../../support/redis-server.ts';
import { createRedisWorld } from './redis-world.ts';

describe.runIf(hasRedis)('learning over Redis', () => describeLearning(createRedisWorld));
