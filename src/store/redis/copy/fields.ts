/** A hash as a script returns it: names and values by turns. */
export type Flat = readonly string[];

/** Returns the fields of a hash by their names. */
export function toFields(flat: Flat): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < flat.length; at += 2) fields.set(flat[at] ?? '', flat[at + 1] ?? '');
  return fields;
}
