import { expect, it } from 'vitest';
import { startStage } from '../bench/start-stage.ts';
import { killOnce, RETRY_FAILED_AFTER_MS } from './kill-story.ts';

it.concurrent.each(['with customer-service', 'without'] as const)(
  'loses no answer when it is killed in the middle of ten, %s',
  { timeout: 60_000 },
  async (ways) => {
    const stage = await startStage({ ways, retryFailedAfterMs: RETRY_FAILED_AFTER_MS });
    try {
      const outcome = await killOnce(stage, {
        turns: 10,
        answerSeconds: 3,
        characters: 200,
        killAfterMs: 1500,
        firstNumber: 1,
      });
      expect(outcome.unfinished).toBe(10);
      expect(outcome.lost).toEqual([]);
      expect(outcome.unexplained).toEqual([]);
      for (const { judgement } of outcome.experiences) {
        expect(judgement.outOfOrder + judgement.wrong).toBe(0);
      }
    } finally {
      await stage.stop();
    }
  },
);
