/** Cuts a list into lists of at most `most`: Redis does nothing else while it works at one. */
export function chunk<Item>(items: readonly Item[], most: number): Item[][] {
  const bites: Item[][] = [];
  for (let from = 0; from < items.length; from += most) bites.push(items.slice(from, from + most));
  return bites;
}
