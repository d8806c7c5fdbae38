import { latexToText } from './latex-to-text.ts';
import { withoutMargin, type VerbatimLines } from './verbatim-lines.ts';

/** A longer block is no formula, so its lines are released unchanged. */
const LONGEST = 2000;

/**
 * Reads formulas between lines of `$$` or `\[` and `\]` and releases them as text when they end. An empty line ends
 * them too, because a lost closer would swallow the answer. Such formulas, and those that KaTeX cannot read, stay as
 * they are written.
 */
export function createMathLines(
  closer: string,
  place: { readonly indent: number; readonly quoteDepth: number },
): VerbatimLines {
  let held = '';
  let line = '';
  let isClosed = false;

  const releaseAsWritten = (): string => {
    const text = held;
    held = '';
    return text;
  };
  const releaseFormula = (): string => {
    const latex = releaseAsWritten();
    return latex.trim() === '' ? '' : (latexToText(latex.trim()) ?? latex.trimEnd()) + '\n';
  };

  const closeLine = (): string => {
    const text = withoutMargin(line, place);
    line = '';
    const trimmed = text.trim();
    if (trimmed === '') {
      isClosed = true;
      return releaseAsWritten() + '\n';
    }
    if (trimmed.endsWith(closer)) {
      isClosed = true;
      // The end of an environment belongs to its formula.
      held += closer.startsWith('\\end') ? trimmed : trimmed.slice(0, -closer.length);
      return releaseFormula();
    }
    held += text + '\n';
    return held.length > LONGEST ? releaseAsWritten() : '';
  };

  return {
    push(text) {
      line += text;
      if (held.length + line.length <= LONGEST) return '';
      const released = releaseAsWritten() + line;
      line = '';
      return released;
    },
    newline: closeLine,
    end: releaseAsWritten,
    isClosed: () => isClosed,
    rest: () => '',
  };
}
