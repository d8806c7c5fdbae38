const LIST_ITEM = /^ *(?:-|\d+\.) [^\n]*$/;

/** Puts an empty line between blocks, but not between the items of a list. */
export function joinBlocks(blocks: readonly string[]): string {
  return blocks
    .map((block, n) => {
      const isNext = LIST_ITEM.test(block) && LIST_ITEM.test(blocks[n - 1] ?? '');
      return n === 0 ? block : `${isNext ? '\n' : '\n\n'}${block}`;
    })
    .join('');
}
