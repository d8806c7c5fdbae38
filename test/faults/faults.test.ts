import { describe, expect, it } from 'vitest';
import type { Ways } from '../bench/start-stage.ts';
import { builtServer } from '../support/built-server.ts';
import { hasRedisServer } from '../support/redis-server.ts';
import { playStory } from './play-story.ts';
import { STORIES } from './stories.ts';
import type { StoreKind } from './story.ts';
import { listMissed } from './table.ts';

/** Small enough for every run of the tests; `npm run test:faults` plays all of them, and larger. */
const SIZE = {
  turns: 8,
  askWithinMs: 2000,
  answerSeconds: 3,
  characters: 200,
  lastsMs: 2000,
  aftermathMs: 2000,
};
const SEED = 1;

const OVER_SQLITE: readonly [name: string, ways: Ways][] = [
  ['kill', 'with customer-service'],
  ['kill', 'without'],
  ['kill-one-of-two', 'without'],
  ['token-stolen', 'with customer-service'],
];
const OVER_REDIS: readonly [name: string, ways: Ways][] = [
  ['kill-one-of-two', 'with customer-service'],
  ['redis-restarted', 'without'],
  ['redis-stopped', 'with customer-service'],
];

describe('over SQLite', { concurrent: true }, () => {
  it.each(OVER_SQLITE)('everybody gets everything: %s, %s', { timeout: 90_000 }, play('sqlite'));
});

describe.runIf(hasRedisServer)('over Redis', { concurrent: true }, () => {
  it.each(OVER_REDIS)('everybody gets everything: %s, %s', { timeout: 90_000 }, play('redis'));
});

function play(store: StoreKind) {
  return async (name: string, ways: Ways) => {
    const story = STORIES.find((one) => one.name === name);
    if (!story) throw new Error(`No story has the name ${name}`);
    const program = builtServer();
    const outcome = await playStory({ story, store, ways, size: SIZE, seed: SEED, program });
    expect(outcome.hit).toBeGreaterThan(0);
    expect(outcome.lost.map((one) => one.transcript())).toEqual([]);
    expect(listMissed(outcome)).toEqual([]);
  };
}
