import { setTimeout as pause } from 'node:timers/promises';
import type { Seen } from '../../src/simulator/platform/platform.ts';
import { judgeAnswer, type Judgement } from './judge-answer.ts';
import { readPatiently, type Patience, type Reading } from './patient-follower.ts';
import type { Stage } from './start-stage.ts';
import type { Wish } from './steady-model.ts';
import { watchMachine } from './watch-machine.ts';

/** Many followers who ask for the same kind of answer. */
export interface Row {
  readonly seconds: number;
  readonly characters: number;
  readonly followers: number;
  /** They ask spread evenly over this time; all at one instant when 0. */
  readonly withinMs: number;
  /** The first one's number; the others follow. */
  readonly firstNumber: number;
  /** What the follower at this place asks for, where not all ask for the same. */
  readonly vary?: (at: number) => Pick<Wish, 'characters' | 'seconds'>;
}

/** What one follower got. */
export interface Experience extends Reading {
  readonly wish: Wish;
  readonly judgement: Judgement;
  readonly modelCalls: number;
  readonly seen: readonly Seen[];
  readonly transcript: () => string;
}

export interface RowResult {
  readonly row: Row;
  readonly ways: Stage['ways'];
  readonly experiences: readonly Experience[];
  /** Requests to the model that were no question of this row, or did not go on where the answer had ended. */
  readonly strangeCalls: number;
  /** How busy the whole machine was, 0 to 1. */
  readonly machineLoad: number;
}

/** A message that comes late, and comes twice, is waited for. */
const AFTERMATH_MS = 1500;
const LONGER_THAN_MODEL_MS = 60_000;

/** Lets all followers of a row ask and read, then judges their screens. */
export async function runRow(
  stage: Stage,
  row: Row,
  { aftermathMs = AFTERMATH_MS, ...patience }: Partial<Patience> & { aftermathMs?: number } = {},
): Promise<RowResult> {
  const load = watchMachine();
  const firstCall = stage.model.calls.length;
  const readings = await Promise.all(
    Array.from({ length: row.followers }, async (_, at) => {
      const number = row.firstNumber + at;
      const { characters, seconds } = row.vary?.(at) ?? row;
      const wish = { number, characters, seconds };
      const follower = stage.platform.follower(`oFollower${number}`);
      if (row.withinMs > 0) await pause((row.withinMs * at) / row.followers);
      const atMostMs = seconds * 1000 + LONGER_THAN_MODEL_MS;
      return {
        wish,
        follower,
        reading: await readPatiently(follower, wish, { atMostMs, ...patience }),
      };
    }),
  );
  const machineLoad = load();
  await pause(aftermathMs);

  const calls = stage.model.calls.slice(firstCall);
  const callsOf = new Map<number, number>();
  for (const { number } of calls) callsOf.set(number, (callsOf.get(number) ?? 0) + 1);
  return {
    row,
    ways: stage.ways,
    machineLoad,
    strangeCalls: calls.filter(({ kind }) => kind === 'not understood').length,
    experiences: readings.map(({ wish, follower, reading }) => ({
      wish,
      ...reading,
      judgement: judgeAnswer(follower.seen, wish),
      modelCalls: callsOf.get(wish.number) ?? 0,
      seen: follower.seen,
      transcript: () => follower.transcript(),
    })),
  };
}
