import { describe } from 'vitest';
import { describeDocuments } from '../../knowledge/bases/documents.contract.ts';
import { hasRedis } from '../../support/redis-server.ts';
import { createRedisWorld } from './redis-world.ts';

describe.runIf(hasRedis)('documents over Redis', () => describeDocuments(createRedisWorld));
