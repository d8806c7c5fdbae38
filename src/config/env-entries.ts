import { parse } from 'dotenv';

/** A line of a settings file that is neither empty nor a comment, or several that one pair of quotation marks holds. */
export interface EnvEntry {
  /** Counted from 1. */
  readonly line: number;
  readonly lastLine: number;
  /** As it is written. */
  readonly written: string;
  /** Absent when dotenv reads nothing from it. */
  readonly read: { readonly name: string; readonly value: string } | undefined;
}

/** Takes a settings file apart and lets dotenv read each part, so that what dotenv leaves out can be named. */
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

/** What the settings of a file are. A later line of the same name counts, unless it is empty. */
export function valuesOf(entries: readonly EnvEntry[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { read } of entries)
    if (read && (read.value !== '' || values[read.name] === undefined))
      values[read.name] = read.value;
  return values;
}

/** The value as it is written, with quotation marks and what follows them. */
export function writtenValue({ written }: EnvEntry): string {
  return /^[^=:]*[=:]\s*([^]*)$/.exec(written)?.[1] ?? '';
}

/** dotenv's own form of a value in quotation marks, which may hold line breaks and the marks themselves after a backslash. */
const QUOTED =
  /^\s*(?:export\s+)?[\w.-]+(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`)\s*(?:#.*)?$/m;

/** The line that closes the quotation marks which the value at `start` opens; else `start` itself. */
function endOfQuotation(lines: readonly string[], start: number): number {
  if (!/^\s*(?:export\s+)?[\w.-]+\s*[=:]\s*["'`]/.test(lines[start] ?? '')) return start;
  const rest = lines.slice(start).join('\n');
  const match = QUOTED.exec(rest);
  if (match?.index !== 0 || match[1] === undefined) return start;
  const upToItsEnd = match[0].slice(0, match[0].indexOf(match[1]) + match[1].length);
  return start + upToItsEnd.split('\n').length - 1;
}
