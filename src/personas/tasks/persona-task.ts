import type { Task } from '../../answering/task.ts';
import type { Texts } from '../../inbox/texts/texts.ts';
import { findByName } from '../find-by-name.ts';
import type { Persona } from '../persona.ts';
import type { Preferences } from '../preferences.ts';

/** What the task needs of its account and of the store. */
export interface PersonaTaskDeps {
  /** The first is the default of the account. */
  readonly personas: readonly [Persona, ...Persona[]];
  readonly preferences: Preferences;
  readonly texts: Pick<Texts, 'personas' | 'unknownPersona' | 'onlyOnePersona'>;
}

/** Shows the personas of the account, or chooses the one that the follower names. */
export function createPersonaTask({ personas, preferences, texts }: PersonaTaskDeps): Task {
  const [byDefault, ...others] = personas;
  return {
    name: 'persona',
    async run(turn) {
      const { follower, argument } = turn;
      if (others.length === 0) return texts.onlyOnePersona;
      const chosen =
        argument === '' ? undefined : findByName(personas, ({ names }) => names, argument);
      if (chosen) {
        const id = chosen === byDefault ? undefined : chosen.id;
        await preferences.choose(turn, 'persona', id);
        return chosen.greeting;
      }
      const { persona: id } = await preferences.read(follower);
      const current = personas.find((one) => one.id === id) ?? byDefault;
      const list = texts.personas(
        personas.map((one) => ({
          name: one.name,
          description: one.description,
          isCurrent: one === current,
        })),
      );
      return argument === '' ? list : `${texts.unknownPersona}\n\n${list}`;
    },
  };
}
