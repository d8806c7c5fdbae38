import { field } from '../../runtime/field.ts';

/** Returns the list at a path of fields; undefined where there is none. */
export function readList(of: unknown, ...path: readonly string[]): readonly unknown[] | undefined {
  const found = path.reduce(field, of);
  return Array.isArray(found) ? found : undefined;
}
