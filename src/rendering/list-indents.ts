/** Items indented by one column more or less stand on the same level. */
const LEVEL_COLUMNS = 2;
const DEEPEST = 5;

/** Tells how deep a list item is nested from the indentation of the items before it: models indent by 2, 3 or 4 columns. */
export function createListIndents(): { depthOf(indent: number): number; reset(): void } {
  let levels: number[] = [];
  return {
    depthOf(indent) {
      levels = levels.filter((level) => level <= indent);
      const deepest = levels.at(-1);
      if (deepest === undefined || indent >= deepest + LEVEL_COLUMNS) levels.push(indent);
      return Math.min(levels.length - 1, DEEPEST);
    },
    reset() {
      levels = [];
    },
  };
}
