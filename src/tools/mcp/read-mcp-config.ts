import { closeSync, openSync, readSync } from 'node:fs';
import { mcpConfigTexts as texts } from './mcp-config-texts.ts';
import { parseMcpConfig, type ParsedMcpConfig } from './parse-mcp-config.ts';

/** Far more than twenty servers need. */
const MOST_BYTES = 256 * 1024;

/** Reads MCP_CONFIG: the JSON itself, or the file that it names. Nothing is set where there is no value. */
export function readMcpConfig(
  value: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): ParsedMcpConfig {
  if (value === undefined) return { servers: [], problems: [] };
  if (value.trimStart().startsWith('{')) return parseMcpConfig(value, variables);
  const text = readText(value);
  if (text === undefined) return { servers: [], problems: [texts.unreadable(value)] };
  if (text.length > MOST_BYTES) return { servers: [], problems: [texts.tooLarge(MOST_BYTES)] };
  return parseMcpConfig(text.toString('utf8'), variables);
}

/** Returns one byte more than is allowed at most, so that a file without an end can be named too. */
function readText(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    let count = 0;
    for (;;) {
      const read = readSync(file, bytes, count, bytes.length - count, null);
      count += read;
      if (read === 0 || count === bytes.length) return bytes.subarray(0, count);
    }
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
