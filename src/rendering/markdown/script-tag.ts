import type { InlineMatch } from './inline-match.ts';
import { lowered, raised } from './script-letters.ts';

/** The raised or lowered text up to its end. */
const SCRIPT = /^([^\s<>&*_`$\\]{1,40})<\/su[bp]\s*>/i;

/** Reads raised or lowered text, such as `x²`, `H₂O`, `e^(iπ)` and `v_平均`. The number of a source, `[1]`, stays. */
export function readScript(line: string, start: number, name: 'sup' | 'sub'): InlineMatch {
  const [whole, inside = ''] = SCRIPT.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const [small, sign] = name === 'sup' ? [raised(inside), '^'] : [lowered(inside), '_'];
  const isPlain = /^(?:\[.*\]|[^\p{L}\p{N}]+)$/u.test(inside);
  const written =
    Array.from(inside).length > 1 && /^[!-~\p{Script=Greek}]+$/u.test(inside)
      ? `(${inside})`
      : inside;
  return { text: small ?? (isPlain ? inside : sign + written), to: start + whole.length };
}
