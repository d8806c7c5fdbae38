import type { Retriever } from '../../answering/retriever.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import type { SearchIndex } from '../../knowledge/index/search-index.ts';

/** A short document is indexed sooner; a follower waits no longer for a long one. */
const MOST_WAIT_MS = 1000;

/**
 * Returns a retriever that lets the index of the machine take in what was added last, so that it counts at the next
 * question. Each change is waited for once, by the questions that come meanwhile.
 */
export function catchUpFirst(
  retriever: Retriever,
  {
    documents,
    index,
    bases,
  }: {
    readonly documents: Pick<Documents, 'generation'>;
    readonly index: Pick<SearchIndex, 'catchUp'>;
    readonly bases: readonly string[];
  },
): Retriever {
  let waitedFor: number | undefined;
  let caughtUp: Promise<unknown> = Promise.resolve();
  const catchUp = async () => {
    const generation = await documents.generation();
    if (generation !== waitedFor) {
      waitedFor = generation;
      caughtUp = index.catchUp(bases, MOST_WAIT_MS);
    }
    await caughtUp;
  };
  // What is indexed already is better than no answer.
  const ready = () => catchUp().catch(() => undefined);
  return {
    async search(question, request) {
      await ready();
      return retriever.search(question, request);
    },
    async examples(language, limit) {
      await ready();
      return retriever.examples(language, limit);
    },
  };
}
