import type { Logger } from 'pino';
import type { Stage } from '../answering/answerer.ts';
import type { Clock } from '../runtime/clock.ts';
import type { FollowerId } from '../turns/turn.ts';
import { chooseTemperature } from './choose-temperature.ts';
import { createDescribeToday } from './describe-today.ts';
import type { Persona } from './persona.ts';
import type { Preference, Preferences } from './preferences.ts';

/** What the stage needs of its account and of the store. */
export interface PersonaDeps {
  /** The first is the default of the account. */
  readonly personas: readonly Persona[];
  /** The models among which followers may choose, as `provider/model`. */
  readonly offeredModels: readonly string[];
  /** What is set for the account's model; absent where it has its own default. */
  readonly modelTemperature: number | undefined;
  readonly timeZone: string;
  readonly language: 'zh' | 'en';
  readonly preferences: Pick<Preferences, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

/** Gives the model the persona and the model that the follower chose, and tells it today's date. */
export function createPersona(deps: PersonaDeps): Stage {
  const { personas, offeredModels, modelTemperature, preferences, clock, log } = deps;
  const describeToday = createDescribeToday(deps.timeZone, deps.language);
  return (next) =>
    async function* persona(ask, signal) {
      const chosen = await readChoice(ask.follower);
      const current = findPersona(chosen);
      const temperature = chooseTemperature({
        isAgain: ask.isAgain,
        ofPersona: current?.temperature,
        ofModel: modelTemperature,
      });
      const model = findModel(chosen) ?? current?.model ?? ask.model;
      yield* next(
        {
          ...ask,
          // Last, so that what comes before it stays in the vendor's cache over midnight.
          system: [current?.prompt ?? ask.system, describeToday(clock.now())].join('\n\n').trim(),
          sampling: { ...ask.sampling, ...(temperature !== undefined && { temperature }) },
          ...(model !== undefined && { model }),
        },
        signal,
      );
    };

  /** An answer in the default persona is better than none. */
  async function readChoice(follower: FollowerId): Promise<Preference> {
    try {
      return await preferences.read(follower);
    } catch (error) {
      log.warn(
        { code: 'store_failed', err: error, zh: '没能读出粉丝选的角色和模型，这次用默认的' },
        'Could not read which persona and model the follower chose; this answer has the defaults',
      );
      return {};
    }
  }

  function findPersona({ persona: id }: Preference): Persona | undefined {
    const found = id === undefined ? undefined : personas.find((one) => one.id === id);
    if (id !== undefined && !found)
      log.debug({ persona: id }, 'A follower chose a persona that is gone; the default answers');
    return found ?? personas[0];
  }

  function findModel({ model }: Preference): string | undefined {
    if (model === undefined || offeredModels.includes(model)) return model;
    log.debug({ model }, 'A follower chose a model that is no longer offered; the default answers');
    return undefined;
  }
}
