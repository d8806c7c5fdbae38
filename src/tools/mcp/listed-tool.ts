import { cutToBytes } from '../../runtime/cut-to-bytes.ts';

/** A tool as its server describes it, within bounds. All of it is the server's text. */
export interface ListedTool {
  /** By which the server is asked. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object; absent where it is larger than a model should read. */
  readonly parameters: Readonly<Record<string, unknown>> | undefined;
  /** Whether the server says that it changes nothing. */
  readonly isReadOnly: boolean;
}

/** What is read of a server's description. */
interface Described {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly annotations?: { readonly readOnlyHint?: boolean | undefined } | undefined;
}

const MOST_SCHEMA_BYTES = 32 * 1024;
const MOST_DESCRIPTION_CHARACTERS = 1000;

/** Bounds a tool's description, so that no server can fill a model's context with it. */
export function toListedTool({
  name,
  title,
  description,
  inputSchema,
  annotations,
}: Described): ListedTool {
  const says = toPlainText(description ?? '') || toPlainText(title ?? '') || toPlainText(name);
  return {
    name,
    description: [...says].slice(0, MOST_DESCRIPTION_CHARACTERS).join(''),
    parameters: toParameters(inputSchema),
    isReadOnly: annotations?.readOnlyHint === true,
  };
}

/** Takes out characters that a reader does not see. */
export function toPlainText(text: string): string {
  return cutToBytes(text, 8 * MOST_DESCRIPTION_CHARACTERS)
    .text.replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .trim();
}

function toParameters(
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  // It names a dialect, and some vendors refuse fields that they do not know.
  const known = Object.entries(schema).filter(([key]) => key !== '$schema');
  const parameters = { properties: {}, ...Object.fromEntries(known), type: 'object' };
  const isSmall = Buffer.byteLength(JSON.stringify(parameters)) <= MOST_SCHEMA_BYTES;
  return isSmall ? parameters : undefined;
}
