/** Returns one field of each item of an answer. */
export const each = (items: unknown, key: string): unknown[] =>
  (items as Record<string, unknown>[]).map((one) => one[key]);
