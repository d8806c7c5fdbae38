/** `4.5 s`, and whole milliseconds below a tenth. */
export function duration(ms: number): string {
  return ms < 100 ? `${Math.max(0, Math.round(ms))}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`;
}
