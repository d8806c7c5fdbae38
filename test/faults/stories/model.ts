import { setTimeout as pause } from 'node:timers/promises';
import { createMoodyModel, type Mood } from '../moody-model.ts';
import type { Story } from '../story.ts';

/** Shorter than by default, so that the server finds out while the model hangs. */
const PATIENCE_SECONDS = '5';

export const modelHangs = inMood('hangs', {
  name: 'model-hangs',
  tells: 'the model stands still for 10 s, also in the middle of answers; patience is set to 5 s',
});

export const modelResets = inMood('resets', {
  name: 'model-resets',
  tells: 'the model breaks answers off in the middle for 10 s',
});

export const modelFlooded = inMood('is flooded', {
  name: 'model-429',
  tells: 'the model refuses every question with 429 for 10 s',
});

function inMood(mood: Mood, about: Pick<Story, 'name' | 'tells'>): Story {
  return {
    ...about,
    stores: ['sqlite', 'redis'],
    prepare({ random }) {
      const model = createMoodyModel(random);
      return {
        model,
        settings: {
          OPENAI_FIRST_TOKEN_SECONDS: PATIENCE_SECONDS,
          OPENAI_IDLE_SECONDS: PATIENCE_SECONDS,
        },
        async strike(_stage, lastsMs) {
          model.set(mood);
          await pause(lastsMs);
          model.set('well');
        },
      };
    },
  };
}
