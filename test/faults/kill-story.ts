import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runRow, type Experience } from '../bench/run-row.ts';
import { mean, most, percentile, sum } from '../bench/statistics.ts';
import { seconds } from '../bench/table.ts';
import type { Stage } from '../bench/start-stage.ts';
import { salvage } from './read-wreck.ts';

export interface KillPlan {
  readonly turns: number;
  /** How long the model takes for an answer, and how long that is. */
  readonly answerSeconds: number;
  readonly characters: number;
  /** From the questions until the kill. */
  readonly killAfterMs: number;
  readonly firstNumber: number;
}

/** What one kill did to the followers who had asked. */
export interface KillOutcome {
  readonly plan: KillPlan;
  readonly ways: Stage['ways'];
  readonly killedAt: number;
  readonly unfinished: number;
  readonly inDoubt: number;
  readonly experiences: readonly Experience[];
  readonly strangeCalls: number;
  readonly lost: readonly Experience[];
  /** Somebody got a part twice whose part was not in doubt when the process died. */
  readonly unexplained: readonly Experience[];
}

/** WeChat does not say when it repeats a push that broke off; here it takes as long as its own patience. */
export const RETRY_FAILED_AFTER_MS = 5000;

/** Longer than the longest silence of a healthy server: 15 s between two customer-service messages. */
const WRITES_BY_HAND_AFTER_MS = 20_000;
/** A failure notice makes people try again sooner. */
const WRITES_AFTER_NOTICE_MS = 3000;
const LONGER_THAN_MODEL_MS = 90_000;

/** Everybody asks, the server is killed and started again, and everybody reads to the end. */
export async function killOnce(stage: Stage, plan: KillPlan): Promise<KillOutcome> {
  const row = {
    seconds: plan.answerSeconds,
    characters: plan.characters,
    followers: plan.turns,
    withinMs: 0,
    firstNumber: plan.firstNumber,
  };
  const reading = runRow(stage, row, {
    atMostMs: plan.answerSeconds * 1000 + LONGER_THAN_MODEL_MS,
    writesByHandAfterMs: { silence: WRITES_BY_HAND_AFTER_MS, notice: WRITES_AFTER_NOTICE_MS },
  });
  await pause(plan.killAfterMs);
  const killedAt = Date.now();
  await stage.server().kill();
  const wreck = salvage(join(stage.folder, 'data'));
  await stage.restart();
  const { unfinished, inDoubt } = wreck.read();
  const { experiences, strangeCalls } = await reading;
  return {
    plan,
    ways: stage.ways,
    killedAt,
    unfinished,
    inDoubt: inDoubt.size,
    experiences,
    strangeCalls,
    lost: experiences.filter(({ judgement }) => judgement.completeAt === undefined),
    unexplained: experiences.filter(
      ({ judgement, wish }) => judgement.twice > 0 && !inDoubt.has(`oFollower${wish.number}`),
    ),
  };
}

export const KILL_HEAD = [
  'customer-service',
  'killed after s',
  'turns',
  'unfinished',
  'in doubt',
  'lost',
  'parts twice',
  'sentences twice',
  'unexplained',
  'out of order',
  'wrong',
  'notices',
  'calls',
  'strange',
  'taps',
  'by hand',
  'complete after kill p50',
  'most',
  'later than alone p95',
];

/** A line of the table; times in seconds. */
export function writeKill({ experiences, ...outcome }: KillOutcome): string[] {
  const { plan, killedAt } = outcome;
  const total = (value: (experience: Experience) => number) => String(sum(experiences.map(value)));
  const waiting = experiences
    .map(({ judgement }) => (judgement.completeAt ?? NaN) - killedAt)
    .filter((ms) => ms > 0);
  const late = experiences.map(
    ({ judgement, askedAt }) =>
      (judgement.completeAt ?? Infinity) - askedAt - plan.answerSeconds * 1000,
  );
  return [
    outcome.ways === 'without' ? 'without' : 'with',
    seconds(plan.killAfterMs),
    String(plan.turns),
    String(outcome.unfinished),
    String(outcome.inDoubt),
    String(outcome.lost.length),
    total(({ judgement }) => judgement.messagesTwice.length),
    total(({ judgement }) => judgement.twice),
    String(outcome.unexplained.length),
    total(({ judgement }) => judgement.outOfOrder),
    total(({ judgement }) => judgement.wrong),
    total(({ judgement }) => judgement.notices),
    mean(experiences.map(({ modelCalls }) => modelCalls)).toFixed(2),
    String(outcome.strangeCalls),
    mean(experiences.map(({ taps }) => taps)).toFixed(2),
    total(({ writtenByHand }) => writtenByHand),
    seconds(percentile(waiting, 0.5)),
    seconds(most(waiting)),
    seconds(percentile(late, 0.95)),
  ];
}
