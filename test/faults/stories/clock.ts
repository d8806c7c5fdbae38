import type { StageProcess } from '../../bench/start-stage.ts';
import type { Story } from '../story.ts';

const ERROR_MS = 30_000;

export const clockAhead = wrongBy(ERROR_MS, {
  name: 'clock-ahead',
  tells: "the clock of one machine is 30 s ahead of WeChat's and of the other machine's",
});

export const clockBehind = wrongBy(-ERROR_MS, {
  name: 'clock-behind',
  tells: "the clock of one machine is 30 s behind WeChat's and the other machine's",
});

function wrongBy(errorMs: number, about: Pick<Story, 'name' | 'tells'>): Story {
  const wrong: StageProcess = {
    settings: { CLOCK_ERROR_MS: String(errorMs) },
    imports: [new URL('../shift-clock.js', import.meta.url).href],
  };
  return {
    ...about,
    stores: ['sqlite', 'redis'],
    prepare: ({ store }) => ({
      processes: store === 'redis' ? [{}, wrong] : [wrong],
      // It is wrong all the time; the instant only divides those who asked before from those after.
      strike: () => Promise.resolve(),
    }),
  };
}
