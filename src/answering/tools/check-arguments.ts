import type { ToolDefinition } from '../tool.ts';

/** The arguments of a call, or what is wrong with them. */
export type CheckedArguments =
  | { readonly is: 'object'; readonly given: Readonly<Record<string, unknown>> }
  | { readonly is: 'argumentsNoObject' | 'argumentMissing' | 'argumentOfWrongType' };

/**
 * Reads the arguments that a model wrote, and compares them with what the schema says of its outermost properties. A
 * tool checks the rest itself.
 */
export function checkArguments(
  json: string,
  { parameters }: Pick<ToolDefinition, 'parameters'>,
): CheckedArguments {
  const given = parseObject(json);
  if (!given) return { is: 'argumentsNoObject' };
  const required: readonly unknown[] = Array.isArray(parameters['required'])
    ? parameters['required']
    : [];
  if (required.some((name) => typeof name === 'string' && !Object.hasOwn(given, name)))
    return { is: 'argumentMissing' };
  const properties = isObject(parameters['properties']) ? parameters['properties'] : {};
  const isWrong = Object.entries(given).some(
    ([name, value]) => Object.hasOwn(properties, name) && !fits(value, properties[name]),
  );
  return isWrong ? { is: 'argumentOfWrongType' } : { is: 'object', given };
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A schema without a type that is known here says nothing. */
function fits(value: unknown, schema: unknown): boolean {
  if (!isObject(schema)) return true;
  const { type } = schema;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.some((name) => isOfType(value, name));
}

function isOfType(value: unknown, name: unknown): boolean {
  switch (name) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === name;
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return true;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
