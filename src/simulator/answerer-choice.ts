import type { Answerer } from '../answering/answerer.ts';
import type { AnswererKind } from './page/page-events.ts';

/** One Answerer that stands for several; which of them answers can be changed while it runs. */
export interface AnswererChoice extends Answerer {
  readonly chosen: AnswererKind;
  /** Applies from the next answer on; the Answerer that began an answer finishes it. */
  choose(kind: AnswererKind): void;
  readonly names: Readonly<Partial<Record<AnswererKind, string>>>;
}

/** Creates the choice; throws RangeError when `first`, or later a chosen one, is not among them. */
export function createAnswererChoice(
  answerers: Readonly<Partial<Record<AnswererKind, Answerer>>>,
  first: AnswererKind,
): AnswererChoice {
  let chosen = first;
  const find = (kind: AnswererKind): Answerer => {
    const found = answerers[kind];
    if (found === undefined) throw new RangeError(`There is no answerer of the kind ${kind}`);
    return found;
  };
  find(first);
  return {
    get name() {
      return find(chosen).name;
    },
    get origin() {
      return find(chosen).origin;
    },
    get atOnce() {
      return find(chosen).atOnce;
    },
    get chosen() {
      return chosen;
    },
    names: Object.fromEntries(Object.entries(answerers).map(([kind, { name }]) => [kind, name])),
    choose(kind) {
      find(kind);
      chosen = kind;
    },
    answer: (prompt, options) => find(chosen).answer(prompt, options),
  };
}
