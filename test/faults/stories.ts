import { clockAhead, clockBehind } from './stories/clock.ts';
import { diskFull } from './stories/disk-full.ts';
import { freeze, freezeOneOfTwo } from './stories/freeze.ts';
import { kill, killOneOfTwo } from './stories/kill.ts';
import { modelFlooded, modelHangs, modelResets } from './stories/model.ts';
import { redisEmpty, redisFrozen, redisRestarted, redisStopped } from './stories/redis-away.ts';
import { redisCut, redisSlow } from './stories/redis-way.ts';
import { twoMachines } from './stories/two-machines.ts';
import { tokenStolen, wechatBusy } from './stories/wechat.ts';
import type { Story } from './story.ts';

/** Every fault, in the order of the table. */
export const STORIES: readonly Story[] = [
  ...[kill, killOneOfTwo, freeze, freezeOneOfTwo, twoMachines],
  ...[redisFrozen, redisStopped, redisRestarted, redisEmpty, redisSlow, redisCut],
  ...[modelHangs, modelResets, modelFlooded],
  ...[wechatBusy, tokenStolen],
  ...[clockAhead, clockBehind],
  diskFull,
];
