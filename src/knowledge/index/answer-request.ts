import type { Language } from '../../answering/language-of-question.ts';
import { mergeFindings } from './merge-findings.ts';
import type { OpenBases } from './open-bases.ts';
import type { RequestKind, WorkerRequest, WorkerRequests } from './worker-messages.ts';

type Handlers = {
  [Kind in RequestKind]: (ask: WorkerRequests[Kind]['ask']) => WorkerRequests[Kind]['answer'];
};

/** Creates what answers the worker's requests from the indexes of the folder. */
export function createRequestHandler(bases: OpenBases): (request: WorkerRequest) => unknown {
  const examplesIn = (names: readonly string[], language: Language, limit: number) =>
    takeInTurn(
      names.map((base) => bases.read(base, (index) => index.examples(language, limit), [])),
      limit,
    );
  const handlers: Handlers = {
    search({ bases: names, query }) {
      const nothing = { fit: 'perhaps', isBelowFloor: true, found: [] } as const;
      const all = names.map((base) => bases.read(base, (index) => index.search(query), nothing));
      return mergeFindings(all, query.limit);
    },
    examples({ bases: names, language, limit }) {
      const found = examplesIn(names, language, limit);
      return found.length > 0 ? found : examplesIn(names, language === 'zh' ? 'en' : 'zh', limit);
    },
    vectorModels: ({ bases: names }) =>
      new Map(
        names.flatMap((base) => {
          const model = bases.read(base, (index) => index.vectorModel(), undefined);
          return model === undefined ? [] : [[base, model] as const];
        }),
      ),
    countPassages: ({ bases: names }) =>
      names
        .map((base) => bases.read(base, (index) => index.countPassages(), 0))
        .reduce((sum, count) => sum + count, 0),
    generations: ({ base }) => bases.read(base, (index) => index.generations(), undefined),
    hold: ({ bases: names }) => bases.hold(names),
    list: () => bases.list(),
    discard: ({ base }) => void bases.discard(base),
    contents: ({ base }) => bases.write(base, (index) => index.contents()),
    put: ({ base, part }) => void bases.write(base, (index, fence) => index.put(part, fence)),
    putVectors: ({ base, part }) =>
      void bases.write(base, (index, fence) => index.putVectors(part, fence)),
    remove: ({ base, document }) =>
      void bases.write(base, (index, fence) => index.remove(document, fence)),
    tidy: ({ base, models }) => bases.write(base, (index, fence) => index.tidy(models, fence)),
    finish: ({ base, generations, models }) =>
      void bases.write(base, (index, fence) => index.finish(generations, models, fence)),
    close: () => void bases.close(),
  };
  return ({ kind, ask }) => (handlers[kind] as (given: typeof ask) => unknown)(ask);
}

/** Takes from each list in turn, each text once. */
function takeInTurn(lists: readonly (readonly string[])[], limit: number): readonly string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const taken = Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => list.slice(place, place + 1)),
  );
  return [...new Set(taken.flat())].slice(0, limit);
}
