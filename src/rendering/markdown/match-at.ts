/** Matches a sticky pattern at a place. */
export function matchAt(pattern: RegExp, raw: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(raw) ?? undefined;
}

/** Returns where a run of one character that begins at `at` ends. */
export function endOfRun(raw: string, at: number): number {
  let end = at + 1;
  while (raw.charAt(end) === raw.charAt(at)) end++;
  return end;
}
