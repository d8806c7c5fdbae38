import { relative } from 'node:path';
import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node';

/**
 * Runs the files that `heaviest` names first, in its order, and then all others, so that the end of a run is not one long
 * file alone. A name may end in a star.
 */
export function createHeaviestFirst(heaviest: readonly string[]): TestSequencerConstructor {
  const beginnings = heaviest.map((name) => name.split('*')[0] ?? '');
  return class extends BaseSequencer {
    override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
      const { root } = this.ctx.config;
      const placeOf = ({ moduleId }: TestSpecification) => {
        const file = relative(root, moduleId);
        const place = beginnings.findIndex((beginning) => file.startsWith(beginning));
        return place < 0 ? beginnings.length : place;
      };
      const sorted = await super.sort(specifications);
      return sorted.sort((one, other) => placeOf(one) - placeOf(other));
    }
  };
}
