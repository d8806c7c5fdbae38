/** The newest few things, bounded in number and in the bytes that they take as JSON. */
export interface BoundedList<Item> {
  /** Oldest first; the same array at all times. */
  readonly items: readonly Item[];
  push(item: Item): void;
}

export function createBoundedList<Item>(limits: {
  readonly most: number;
  readonly mostBytes: number;
}): BoundedList<Item> {
  const items: Item[] = [];
  const sizes: number[] = [];
  let sizeBytes = 0;
  return {
    items,
    push(item) {
      const itemBytes = Buffer.byteLength(JSON.stringify(item));
      items.push(item);
      sizes.push(itemBytes);
      sizeBytes += itemBytes;
      while (items.length > 1 && (items.length > limits.most || sizeBytes > limits.mostBytes)) {
        items.shift();
        sizeBytes -= sizes.shift() ?? 0;
      }
    },
  };
}
