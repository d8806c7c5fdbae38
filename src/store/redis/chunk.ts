/** Cuts a list into batches of at most `most`, because Redis does nothing else while it works on one. */
export function chunk<Item>(items: readonly Item[], most: number): Item[][] {
  const batches: Item[][] = [];
  for (let from = 0; from < items.length; from += most)
    batches.push(items.slice(from, from + most));
  return batches;
}
