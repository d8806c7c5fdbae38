import { describe } from 'vitest';
import { hasRedis } from '../../support/redis-server.ts';
import { describeAccess } from '../../console/access/access.contract.ts';
import { describeAccessTokenCache } from '../access-token-cache.contract.ts';
import { describeActivityStore } from '../activity-store.contract.ts';
import { describeArrivals } from '../arrivals.contract.ts';
import { describeBackgroundQueue } from '../background-queue.contract.ts';
import { describeCapabilityStore } from '../capability-store.contract.ts';
import { describeAccountData } from '../account-data.contract.ts';
import { describeCollections } from '../collections.contract.ts';
import { describeProcesses } from '../processes.contract.ts';
import { describeChanges } from '../changes.contract.ts';
import { describeDeliveryStore } from '../delivery-store.contract.ts';
import { describeFollowerDirectory } from '../follower-directory.contract.ts';
import { describeInbox } from '../inbox.contract.ts';
import { describeRetention } from '../retention.contract.ts';
import { describeTraceStore } from '../trace-store.contract.ts';
import { describeTurnArchive } from '../turn-archive.contract.ts';
import { describeTurnStore } from '../turn-store.contract.ts';
import { describeUsage } from '../usage.contract.ts';
import { describeRings } from '../rings.contract.ts';
import { describeUsageStore } from '../usage-store.contract.ts';
import { describeWaiting } from '../waiting.contract.ts';
import { describeWorkQueue } from '../work-queue.contract.ts';
import { createRedisWorld } from './redis-world.ts';

describe.runIf(hasRedis).each([
  ['Inbox', describeInbox],
  ['Inbox of any arrivals', describeArrivals],
  ['TurnStore', describeTurnStore],
  ['TurnArchive', describeTurnArchive],
  ['TraceStore', describeTraceStore],
  ['DeliveryStore', describeDeliveryStore],
  ['CapabilityStore', describeCapabilityStore],
  ['AccessTokenCache', describeAccessTokenCache],
  ['Changes', describeChanges],
  ['Collections', describeCollections],
  ['ProcessList', describeProcesses],
  ['AccountData', describeAccountData],
  ['WorkQueue', describeWorkQueue],
  ['BackgroundQueue', describeBackgroundQueue],
  ['retention', describeRetention],
  ['usage', describeUsage],
  ['Rings', describeRings],
  ['access to the console', describeAccess],
  ['UsageStore', describeUsageStore],
  ['ActivityStore', describeActivityStore],
  ['FollowerDirectory', describeFollowerDirectory],
  ['waiting', describeWaiting],
])('Redis as %s', (_port, describeContract) => describeContract(createRedisWorld));
