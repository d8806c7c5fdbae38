import { parse } from 'dotenv';

/** A line of a settings file that is neither empty nor a comment, or the lines within one pair of quotation marks. */
export interface EnvEntry {
  /** Counted from 1. */
  readonly line: number;
  readonly lastLine: number;
  /** The text of the line or lines, unchanged. */
  readonly written: string;
  /** Absent when dotenv reads nothing from it. */
  readonly read: { readonly name: string; readonly value: string } | undefined;
}

/** Splits a settings file into entries and lets dotenv read each, so that the linter can name what dotenv skips. */
export function splitEnvEntries(text: string): readonly EnvEntry[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const entries: EnvEntry[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at] ?? '';
    if (/^\s*(?:#.*)?$/.test(first)) continue;
    const last = endOfQuotation(lines, at);
    const written = lines.slice(at, last + 1).join('\n');
    const [pair] = Object.entries(parse(written));
    const read = pair && { name: pair[0], value: pair[1] };
    entries.push({ line: at + 1, lastLine: last + 1, written, read });
    at = last;
  }
  return entries;
}

/** Returns the settings of a file. A later line of the same name takes precedence, unless it is empty. */
export function valuesOf(entries: readonly EnvEntry[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { read } of entries)
    if (read && (read.value !== '' || values[read.name] === undefined))
      values[read.name] = read.value;
  return values;
}

/** Returns the value as the deployer wrote it, with quotation marks and what follows them. */
export function writtenValue({ written }: EnvEntry): string {
  return /^[^=:]*[=:]\s*([^]*)$/.exec(written)?.[1] ?? '';
}

/** The pattern by which dotenv finds a quoted value, which may hold line breaks and escaped quotation marks. */
const QUOTED =
  /^\s*(?:export\s+)?[\w.-]+(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`)\s*(?:#.*)?$/m;

/** Returns the line that closes the quotation marks which the value at `start` opens; else `start` itself. */
function endOfQuotation(lines: readonly string[], start: number): number {
  if (!/^\s*(?:export\s+)?[\w.-]+\s*[=:]\s*["'`]/.test(lines[start] ?? '')) return start;
  const rest = lines.slice(start).join('\n');
  const match = QUOTED.exec(rest);
  if (match?.index !== 0 || match[1] === undefined) return start;
  const upToItsEnd = match[0].slice(0, match[0].indexOf(match[1]) + match[1].length);
  return start + upToItsEnd.split('\n').length - 1;
}
