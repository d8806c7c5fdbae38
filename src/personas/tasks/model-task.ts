import type { Task } from '../../answering/task.ts';
import type { Texts } from '../../inbox/texts/texts.ts';
import { findByName } from '../find-by-name.ts';
import type { Preferences } from '../preferences.ts';
import { DEFAULT_NAMES } from '../read-persona-folder.ts';

/** What the task needs of its account and of the store. */
export interface ModelTaskDeps {
  /** The models among which followers may choose, as `provider/model`. */
  readonly offeredModels: readonly string[];
  readonly preferences: Preferences;
  readonly texts: Pick<
    Texts,
    | 'models'
    | 'modelChosen'
    | 'defaultModel'
    | 'defaultModelChosen'
    | 'unknownModel'
    | 'onlyOneModel'
  >;
}

/** Shows the models that the deployer offers, or chooses the one that the follower names. */
export function createModelTask({ offeredModels, preferences, texts }: ModelTaskDeps): Task {
  const { name: defaultName, description } = texts.defaultModel;
  const isDefault = (argument: string) =>
    findByName([...DEFAULT_NAMES, defaultName], (name) => [name], argument) !== undefined;
  return {
    name: 'model',
    async run(turn) {
      const { follower, argument } = turn;
      if (offeredModels.length < 2) return texts.onlyOneModel;
      if (isDefault(argument)) {
        await preferences.choose(turn, 'model', undefined);
        return texts.defaultModelChosen;
      }
      const chosen = findByName(offeredModels, (model) => [model], argument);
      if (chosen !== undefined) {
        await preferences.choose(turn, 'model', chosen);
        return texts.modelChosen(chosen);
      }
      const { model } = await preferences.read(follower);
      const current = offeredModels.find((one) => one === model);
      const list = texts.models([
        { name: defaultName, description, isCurrent: current === undefined },
        ...offeredModels.map((name) => ({ name, isCurrent: name === current })),
      ]);
      return argument === '' ? list : `${texts.unknownModel}\n\n${list}`;
    },
  };
}
