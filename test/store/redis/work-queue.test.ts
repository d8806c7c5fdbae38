import { describe } from 'vitest';
import { hasRedis } from '../../support/redis-server.ts';
import { describeWork } from '../work-queue.contract.ts';
import { createQueueWorld } from './queue-world.ts';

describe.runIf(hasRedis)('BullMQ as WorkQueue', () => describeWork(createQueueWorld));
