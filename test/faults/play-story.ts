import { setTimeout as pause } from 'node:timers/promises';
import { sum } from '../bench/statistics.ts';
import { runRow, type Experience } from '../bench/run-row.ts';
import type { Program } from '../bench/server-process.ts';
import { startStage, type Stage, type StageProcess, type Ways } from '../bench/start-stage.ts';
import { explainRepeats, type ExplainedRepeats } from './explain-repeats.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createOwnRedis } from './own-redis.ts';
import type { Fault, Story, StoreKind } from './story.ts';

/** How large a story is played. */
interface Size {
  readonly turns: number;
  /** Followers ask one after the other over this time, so that the fault meets answers of every age. */
  readonly askWithinMs: number;
  readonly answerSeconds: number;
  readonly characters: number;
  readonly lastsMs: number;
  /** How long something that comes twice is waited for, after everybody has everything. */
  readonly aftermathMs: number;
}

export interface Playing {
  readonly story: Story;
  readonly store: StoreKind;
  readonly ways: Ways;
  readonly size: Size;
  readonly seed: number;
  /** The compiled server; the source runs when absent. */
  readonly program?: Program | undefined;
  readonly keep?: boolean;
}

/** What one follower got, with every repeat explained or not. */
export interface Told extends Experience {
  readonly repeats: ExplainedRepeats;
}

/** What one fault did to those who had asked. */
export interface Outcome extends Pick<Playing, 'story' | 'store' | 'ways'> {
  readonly beganAt: number;
  readonly endedAt: number;
  readonly experiences: readonly Told[];
  /** Turns that were open at some instant of the fault. */
  readonly hit: number;
  readonly lost: readonly Told[];
  /** Lost because only the emptied database held them. */
  readonly emptied: readonly Told[];
  readonly strangeCalls: number;
  /** From the fault's end until everybody who had asked before it had everything; NaN for nobody. */
  readonly allAfterMs: number;
  /** From the fault's end until a question that was asked then was answered; Infinity for never. */
  readonly newAfterMs: number;
  /** Processes that ended by themselves. */
  readonly died: number;
}

/** WeChat does not say when it repeats a push that broke off; here it takes as long as its own patience. */
const RETRY_FAILED_AFTER_MS = 5000;
/** Longer than the longest silence of a healthy server: 15 s between two customer-service messages. */
const WRITES_BY_HAND_AFTER_MS = { silence: 20_000, notice: 20_000 };
/** As long as it takes to read a sentence and to type. */
const TRIES_AGAIN_AFTER_MS = 5000;
const GIVES_UP_AFTER_MS = 120_000;
const PROBE = { seconds: 0.5, characters: 40, followers: 1, withinMs: 0, firstNumber: 9999 };

/** Everybody asks, the fault strikes at a random instant, and everybody reads to the end. */
export async function playStory(playing: Playing): Promise<Outcome> {
  const { story, store, ways } = playing;
  const random = createSeededRandom(playing.seed);
  const { redis, close: closeRedis } = createOwnRedis(store);
  let fault: Fault | undefined;
  let stage: Stage | undefined;
  try {
    fault = await story.prepare({ store, redis, random });
    stage = await startStage({
      ways,
      random,
      retryFailedAfterMs: RETRY_FAILED_AFTER_MS,
      processes: arrange(fault, store === 'redis' ? (await redis()).url : undefined),
      ...(fault.model && { model: fault.model }),
      program: playing.program,
      ...(playing.keep !== undefined && { keep: playing.keep }),
    });
    return await strikeAndRead(playing, stage, fault, random);
  } finally {
    await stage?.stop();
    await closeRedis();
    await fault?.remove?.();
  }
}

/** Over Redis each process has a data folder of its own, as on another machine. */
function arrange(fault: Fault, redisUrl: string | undefined): StageProcess[] {
  const processes = fault.processes ?? (redisUrl === undefined ? [{}] : [{}, {}]);
  return processes.map(({ settings, ...rest }, at) => ({
    ...rest,
    settings: {
      ...(redisUrl !== undefined && {
        REDIS_URL: redisUrl,
        REDIS_KEY_PREFIX: 'faults',
        DATA_DIR: `data-${at}`,
      }),
      ...fault.settings,
      ...settings,
    },
  }));
}

async function strikeAndRead(
  { story, store, ways, size }: Playing,
  stage: Stage,
  fault: Fault,
  random: () => number,
): Promise<Outcome> {
  const patience = {
    atMostMs: size.answerSeconds * 1000 + size.lastsMs + GIVES_UP_AFTER_MS,
    writesByHandAfterMs: WRITES_BY_HAND_AFTER_MS,
    triesAgainAfterMs: TRIES_AGAIN_AFTER_MS,
    aftermathMs: size.aftermathMs,
  };
  const { turns: followers, answerSeconds: seconds, characters, askWithinMs: withinMs } = size;
  const row = { seconds, characters, followers, withinMs, firstNumber: 1 };
  const reading = runRow(stage, row, patience);
  await pause(withinMs * (0.3 + 0.4 * random()));
  const beganAt = Date.now();
  await fault.strike(stage, size.lastsMs);
  const endedAt = Date.now();
  const [{ experiences, strangeCalls }, probe] = await Promise.all([
    reading,
    runRow(stage, PROBE, patience),
    fault.repair?.(stage),
  ]);

  const doubt = story.leavesDoubt
    ? { from: beganAt, to: endedAt, ofEverything: story.empties === true }
    : undefined;
  const told = experiences.map((experience): Told => {
    const { judgement, askedAgainAt } = experience;
    const facts = { repeats: judgement.repeats, askedAgainAt, doubt };
    return { ...experience, repeats: explainRepeats(facts) };
  });
  const completeAt = ({ judgement }: Told) => judgement.completeAt ?? Infinity;
  const before = told.filter(({ askedAt }) => askedAt < endedAt);
  const incomplete = told.filter((one) => completeAt(one) === Infinity);
  const isEmptied = ({ askedAt }: Told) => story.empties === true && askedAt < endedAt;
  return {
    ...{ story, store, ways, beganAt, endedAt, experiences: told, strangeCalls },
    hit: before.filter((one) => completeAt(one) > beganAt).length,
    lost: incomplete.filter((one) => !isEmptied(one)),
    emptied: incomplete.filter(isEmptied),
    allAfterMs:
      Math.max(...before.filter((one) => !incomplete.includes(one)).map(completeAt)) - endedAt,
    newAfterMs:
      sum(probe.experiences.map(({ judgement }) => judgement.completeAt ?? Infinity)) - endedAt,
    died: stage.servers.filter((server) => !server.isRunning()).length,
  };
}
