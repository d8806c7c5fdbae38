import { lowered, raised } from './script-letters.ts';

/** An element of MathML as xml2js gives it. */
export interface MathElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MathElement[];
  readonly text: string;
}

/** The sign that joins a function with its argument, as in `sin` U+2061 `x`. */
const APPLIES = '\u2061';
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ...pairs('−-', '∗*', '∣|', '⋅·', '∘°', '⋯…', '\u00a0 '),
]);
const DOUBLE_STRUCK: ReadonlyMap<string, string> = new Map([
  ...pairs('Cℂ', 'Hℍ', 'Nℕ', 'Pℙ', 'Qℚ', 'Rℝ', 'Zℤ'),
]);
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ...pairs('^\u0302', '~\u0303', 'ˉ\u0304', '‾\u0305', '⃗\u20d7', '→\u20d7', '˙\u0307', '¨\u0308'),
]);
/** Elements that only group. */
const TRANSPARENT: ReadonlySet<string> = new Set(['math', 'semantics', 'mrow', 'mstyle']);
/** The length of text in which the fraction right before is found. */
const LONGEST_LOOK_BACK = 40;
const BRACES = '⏟⏞';
const INFIX = /^[-+±∓×÷·*=≠<>≤≥≈≡∼∝∈∉⊂⊆∪∩→⇒⟹↔⇔⟺]$/u;
/** Operators with limits; a name, such as `lim`, has an APPLIES after it. */
const BIG = /[∑∏∫∬∮⋃⋂]$|\u2061$/u;
/** A text that needs no brackets: a number, a letter with its scripts and accents, a word, or a text in brackets. */
const ATOM =
  /^(?:\d+(?:\.\d+)?|[√∂]?(?:\p{L}|\d)[\p{M}′₀-₎ₐ-ₜᵢ-ᵪ⁰-ⁿ¹²³ᴬ-ᵡ]*|\p{Script=Han}+|\p{L}?\([^()]*\))$/u;
const PRODUCT = /^[^\s\u2061+\-±∓×÷·*/=≠<>≤≥≈→]+$/u;

/**
 * Writes a formula on one line, such as `a/b`, `√x`, `x²` or `∑(k=1→∞)`. With `isSpaced`, spaces stand around signs
 * such as `=`.
 */
export function mathText(root: MathElement, options: { readonly isSpaced: boolean }): string {
  let { isSpaced } = options;
  return rowsOf(root)
    .map((row) => applyFunctions(write(row)))
    .join('\n')
    .trim()
    .normalize('NFC');

  function write(element: MathElement): string {
    const part = (index: number): string => {
      const child = element.children[index];
      return child === undefined ? '' : write(child);
    };
    const small = (index: number): string => {
      const before = isSpaced;
      isSpaced = false;
      const text = part(index);
      isSpaced = before;
      return text;
    };
    switch (element.name) {
      case 'annotation':
      case 'mphantom':
        return '';
      case 'mi':
      case 'mn':
      case 'mo':
      case 'mtext':
        // `\bmod` is an operator of letters.
        if (element.children.length > 0) return ` ${writeAll(element.children)} `;
        return writeToken(element);
      case 'mspace':
        return writeSpace(element);
      case 'mfrac':
        return writeFraction(element, part(0), part(1));
      case 'msqrt':
        return writeRoot(writeAll(element.children), '√');
      case 'mroot':
        return writeRoot(part(0), rootSign(part(1)));
      case 'msub':
        return withScripts(part(0), small(1), '');
      case 'msup':
        return withScripts(part(0), '', small(1));
      case 'msubsup':
        return withScripts(part(0), small(1), small(2));
      case 'munder':
        return withScripts(part(0), small(1), '');
      case 'mover':
        return withAccent(part(0), part(1));
      case 'munderover':
        return withScripts(part(0), small(1), small(2));
      case 'mtable':
        return writeTable(element);
      default:
        return writeAll(element.children);
    }
  }

  function writeAll(elements: readonly MathElement[]): string {
    let line = '';
    for (const element of elements) line = join(line, write(element), element);
    return line;
  }

  function join(line: string, next: string, element: MathElement): string {
    if (element.name === 'mo' && isSpaced && INFIX.test(next) && /[^\s([{|=<>+-]$/.test(line))
      return `${line} ${next} `;
    if (isBinomial(element) && line.endsWith('(')) return `${line.slice(0, -1)}C(${next}`;
    const isFraction = element.name === 'mfrac' && next.includes('/');
    const isApart =
      (isFraction && /[\p{L}\p{N}]$/u.test(line)) ||
      // `2 sin x` and `n log n` need spaces.
      (/^[A-Za-z]{2,}/.test(next) && element.name !== 'mtext' && /[\p{L}\p{N}]$/u.test(line)) ||
      // `1/2 mv²` needs a space.
      (wasFraction(line) && /^[\p{L}\p{N}(√]/u.test(next));
    return line + (isApart ? ' ' : '') + next;
  }

  function writeTable(table: MathElement): string {
    return table.children.map((row) => writeCells(table, row)).join('; ');
  }

  function writeCells({ attributes }: MathElement, row: MathElement): string {
    const { columnalign = '' } = attributes;
    // `&` only aligns the lines of a calculation; in cases it stands before the condition.
    const between = /^right left/.test(columnalign)
      ? ''
      : /^left left/.test(columnalign)
        ? ', '
        : ' ';
    const cells = row.children.map((cell) =>
      write(cell)
        .trim()
        .replace(/[,，]$/, ''),
    );
    return cells.filter((cell) => cell !== '').join(between);
  }

  /** Returns the lines of a calculation, which stand below each other if it is the whole formula. */
  function rowsOf(element: MathElement): readonly MathElement[] {
    const content = element.children.filter(({ name }) => name !== 'annotation');
    const [only] = content;
    if (content.length !== 1 || only === undefined) return [element];
    if (TRANSPARENT.has(only.name)) return rowsOf(only);
    if (only.name !== 'mtable') return [element];
    return only.children.map((row) => ({ ...only, children: [row] }));
  }
}

function wasFraction(line: string): boolean {
  return /(?:^|[\s=+\-(])[^\s=+\-()]+\/[^\s=+\-()/]+$/u.test(line.slice(-LONGEST_LOOK_BACK));
}

function writeToken({ name, text, attributes }: MathElement): string {
  if (attributes['mathvariant'] === 'double-struck') return DOUBLE_STRUCK.get(text) ?? text;
  // An empty text is a thin or wide space, because xml2js drops text that is white space only.
  if (name === 'mtext') return text === '' ? ' ' : text.replaceAll('\u00a0', ' ');
  return Array.from(text, (character) => OPERATORS.get(character) ?? character).join('');
}

function writeSpace({ attributes }: MathElement): string {
  if (attributes['linebreak'] === 'newline') return '\n';
  return Number.parseFloat(attributes['width'] ?? '0') > 0 ? ' ' : '';
}

function isBinomial({ name, attributes }: MathElement): boolean {
  return name === 'mfrac' && attributes['linethickness'] === '0px';
}

function writeFraction(element: MathElement, above: string, below: string): string {
  if (isBinomial(element)) return `${above},${below}`;
  const numerator = PRODUCT.test(above) || ATOM.test(above) ? above : `(${above})`;
  return `${numerator}/${bracketed(below)}`;
}

function rootSign(index: string): string {
  if (index === '3') return '∛';
  return `${raised(index) ?? `(${index})`}√`;
}

function writeRoot(inside: string, sign: string): string {
  return sign + bracketed(inside);
}

function bracketed(text: string): string {
  return ATOM.test(text) ? text : `(${text})`;
}

function withScripts(base: string, below: string, above: string): string {
  if (below !== '' && BRACES.includes(below)) return base;
  if (BIG.test(base) && below !== '') {
    const small = [lowered(below), above === '' ? '' : raised(above)];
    const isName = base.endsWith(APPLIES);
    const bare = isName ? base.slice(0, -1) : base;
    // Scripts may stand small, as in `log₂ n` and `∑ᵢ₌₁ⁿ`, or in brackets, as in `lim(x→0)` and `∑(k=1→∞)`.
    if (!small.includes(undefined)) return bare + small.join('') + (isName ? APPLIES : '');
    return `${bare}(${above === '' ? below : `${below}→${above}`}) `;
  }
  const isFunction = base.endsWith(APPLIES);
  const bare = isFunction ? base.slice(0, -1) : base;
  return (
    bare + script(below, lowered, '_') + script(above, raised, '^') + (isFunction ? APPLIES : '')
  );
}

function script(text: string, small: (text: string) => string | undefined, sign: string): string {
  if (text === '') return '';
  // Degrees, primes and stars are raised as they are.
  if (sign === '^' && /^[°′*†]+$/.test(text)) return text;
  return small(text) ?? sign + bracketed(text);
}

function withAccent(base: string, accent: string): string {
  const mark = ACCENTS.get(accent);
  if (mark === undefined)
    return accent === '' || BRACES.includes(accent) ? base : `${base}^${bracketed(accent)}`;
  // A line stands above each letter, other marks after the last one.
  return mark === '\u0305' ? Array.from(base, (letter) => letter + mark).join('') : base + mark;
}

function applyFunctions(text: string): string {
  return text
    .replaceAll(new RegExp(`${APPLIES}(?=[(\\[{|]|$)`, 'g'), '')
    .replaceAll(new RegExp(`${APPLIES} ?`, 'g'), ' ')
    .replaceAll(/ {2,}/g, ' ');
}

function pairs(...both: readonly string[]): [string, string][] {
  return both.map((pair) => {
    const [from = '', to = ''] = Array.from(pair);
    return [from, to];
  });
}
