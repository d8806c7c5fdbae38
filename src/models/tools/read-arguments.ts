/**
 * Returns the arguments of a call as JSON of an object, as the model wrote them wherever they are such, and `{}` where they
 * are none. Some servers put `{}` before the pieces, or all of them once more after the last.
 */
export function readArguments(pieces: readonly unknown[]): string {
  return findArguments(pieces) ?? '{}';
}

/** Returns the arguments if what came so far is a whole object. */
export function findArguments(pieces: readonly unknown[]): string | undefined {
  const object = pieces.findLast(isObject);
  if (object !== undefined) return JSON.stringify(object);
  const texts = pieces.filter((piece) => typeof piece === 'string');
  const readings = [texts, texts.slice(1), texts.slice(-1), texts.slice(0, -1)];
  for (const reading of readings) {
    const found = asObject(reading.join(''));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns JSON of an object, taken out of the JSON string in which some models wrap it. */
function asObject(text: string): string | undefined {
  const value = parse(text);
  if (isObject(value)) return text;
  const inner = typeof value === 'string' ? parse(value) : undefined;
  return isObject(inner) ? JSON.stringify(inner) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
