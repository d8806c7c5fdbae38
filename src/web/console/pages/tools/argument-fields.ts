/** A field of a form for one argument of a tool. Its texts are the server's. */
export interface ArgumentField {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** `json`: lists, objects and whatever has no field of its own. */
  readonly kind: 'text' | 'number' | 'integer' | 'switch' | 'choice' | 'json';
  /** Of a choice. */
  readonly choices: readonly string[];
}

/** The arguments, or the field whose text is no JSON. */
export type GivenArguments =
  | { readonly is: 'given'; readonly arguments: Readonly<Record<string, unknown>> }
  | { readonly is: 'wrong'; readonly field: string };

/** A form with more fields is harder to fill in than its JSON. */
const MOST_FIELDS = 20;
const MOST_DESCRIPTION = 300;

/** Reads the fields of a form from a JSON Schema; undefined where one text of JSON is better than a form. */
export function readArgumentFields(
  schema: Readonly<Record<string, unknown>>,
): readonly ArgumentField[] | undefined {
  const properties = Object.entries(toObject(schema['properties']));
  if (properties.length > MOST_FIELDS) return undefined;
  // Alternatives at the top change which arguments there are.
  if (['oneOf', 'anyOf', 'allOf', '$ref'].some((word) => word in schema)) return undefined;
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  return properties.map(([name, property]) => {
    const { description, enum: choices } = toObject(property);
    const texts = Array.isArray(choices) ? choices.filter((one) => typeof one === 'string') : [];
    const isChoice = texts.length > 0 && texts.length === (choices as unknown[]).length;
    return {
      name,
      description: typeof description === 'string' ? description.slice(0, MOST_DESCRIPTION) : '',
      isRequired: required.includes(name),
      kind: isChoice ? 'choice' : kindOf(toObject(property)['type']),
      choices: isChoice ? texts : [],
    };
  });
}

/** Makes the arguments of what stands in the form, by the place of each field; an empty field gives none. */
export function toArguments(
  fields: readonly ArgumentField[],
  values: Readonly<Record<string, string>>,
): GivenArguments {
  const given: [string, unknown][] = [];
  for (const [at, { name, kind }] of fields.entries()) {
    const written = values[`argument-${at}`] ?? '';
    if (kind === 'switch') {
      if (written !== '') given.push([name, written === 'true']);
    } else if (written.trim() !== '') {
      const value = kind === 'text' || kind === 'choice' ? written : parse(written);
      if (value === undefined) return { is: 'wrong', field: name };
      given.push([name, value]);
    }
  }
  return { is: 'given', arguments: Object.fromEntries(given) };
}

/** Reads one text of JSON in place of a form. */
export function parseArguments(written: string): GivenArguments {
  const value = written.trim() === '' ? {} : parse(written);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { is: 'given', arguments: value as Record<string, unknown> }
    : { is: 'wrong', field: '' };
}

function kindOf(type: unknown): ArgumentField['kind'] {
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return type;
    case 'boolean':
      return 'switch';
    default:
      return 'json';
  }
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
