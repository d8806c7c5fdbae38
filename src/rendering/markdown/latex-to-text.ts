import { createRequire } from 'node:module';
import type katex from 'katex';
import { Parser } from 'xml2js';
import { mathText, type MathElement } from './mathml-text.ts';

const require = createRequire(import.meta.url);
/** A longer formula stays unchanged. */
const LONGEST = 2000;
/** A name, a number or signs, which need no KaTeX. */
const PLAIN = /^(?:[A-Za-z0-9]+|[-+=<>()|,.!:;]+)$/;
/** Environments and commands that KaTeX takes only in displayed formulas. */
const DISPLAYED = /\\(?:begin\{(?:align|gather|equation|alignat|split|multline|CD)\*?\}|tag\b)/;
/** Spaces that the author set around a sign. */
const SPACED = /\s[=+\-*<>]\s/;

/**
 * Writes LaTeX as a line of text, such as `\frac{b}{a}` as `b/a`; undefined if KaTeX cannot read it.
 * KaTeX turns it into MathML, which `mathText` writes on a line.
 */
export function latexToText(latex: string): string | undefined {
  if (latex.length > LONGEST) return undefined;
  if (PLAIN.test(latex)) return latex;
  const mathml = toMathml(latex);
  if (mathml === undefined) return undefined;
  const text = mathText(mathml, { isSpaced: SPACED.test(latex) });
  return text === '' ? undefined : text;
}

function toMathml(latex: string): MathElement | undefined {
  // Loaded with the first formula, because most answers have none. The second module adds chemistry, `\\ce{H2O}`.
  const { renderToString } = require('katex') as typeof katex;
  require('katex/contrib/mhchem');
  try {
    const html = renderToString(latex, {
      output: 'mathml',
      displayMode: DISPLAYED.test(latex),
      throwOnError: true,
      strict: false,
      maxExpand: 200,
    });
    return parse(html);
  } catch {
    // After a ParseError, or a RangeError for endless braces, the formula is shown unchanged.
    return undefined;
  }
}

interface Node {
  readonly '#name': string;
  readonly $?: Record<string, string>;
  readonly $$?: readonly Node[];
  readonly _?: string;
}

function parse(html: string): MathElement | undefined {
  let root: Node | undefined;
  new Parser({
    explicitRoot: false,
    explicitChildren: true,
    preserveChildrenOrder: true,
    async: false,
  }).parseString(html, (error: Error | null, parsed: Node) => {
    if (error === null) root = parsed;
  });
  return root && toElement(root);
}

function toElement(node: Node): MathElement {
  return {
    name: node['#name'],
    attributes: node.$ ?? {},
    children: (node.$$ ?? []).map(toElement),
    text: node._ ?? '',
  };
}
