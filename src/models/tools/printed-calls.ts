import { field } from '../../runtime/field.ts';

/** A text in which a server left the model's own marks for a call, because it did not read them itself. */
export interface Printed {
  /** What the model said beside them. */
  readonly text: string;
  /** In the form of `tool_calls`. */
  readonly calls: readonly unknown[];
}

/** DeepSeek's marks, whose bars servers write in several ways, and those of MiniMax and Qwen, in one form each. */
const MARKS = ['<|dsml|', '<dsml', '<minimax:tool_call>', '<tool_call>'];
const LONGEST_MARK = 48;

/** Returns where the marks begin in a text; `perhaps` if its end may be the beginning of one. */
export function findMarks(
  text: string,
): { readonly at: number; readonly is: 'surely' | 'perhaps' } | undefined {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const found = plain(text.slice(at, at + LONGEST_MARK));
    if (MARKS.some((mark) => found.startsWith(mark))) return { at, is: 'surely' };
    const isAtEnd = text.length - at < LONGEST_MARK;
    if (isAtEnd && MARKS.some((mark) => mark.startsWith(found))) return { at, is: 'perhaps' };
  }
  return undefined;
}

/** Whether the marks can be nothing but a call that failed. Others may be what an answer is about. */
export function isNoText(marks: string): boolean {
  return plain(marks.slice(0, LONGEST_MARK)).includes('dsml');
}

/** Reads the calls of known tools that are printed in a text. */
export function readPrinted(text: string, names: readonly string[]): Printed {
  const marks = findMarks(text);
  if (marks?.is !== 'surely') return { text, calls: [] };
  const printed = text.slice(marks.at).replace(/<(\/?)[\s|｜‖]*DSML[\s|｜‖]*/g, '<$1');
  const calls = [...readInvokes(printed), ...readJson(printed)].filter(({ name }) =>
    names.includes(name),
  );
  if (calls.length === 0) return { text, calls };
  return { text: text.slice(0, marks.at), calls: calls.map((call) => ({ function: call })) };
}

interface PrintedCall {
  readonly name: string;
  readonly arguments: unknown;
}

function readInvokes(printed: string): PrintedCall[] {
  return printed
    .split(/<invoke\b/)
    .slice(1)
    .map((invoke) => {
      const parameters = invoke
        .split(/<parameter\b/)
        .slice(1)
        .map(readParameter);
      return { name: nameIn(invoke), arguments: Object.fromEntries(parameters) };
    });
}

function readParameter(parameter: string): [string, unknown] {
  const [head = '', ...rest] = parameter.split('>');
  const [value = ''] = rest.join('>').split('</parameter');
  return [nameIn(head), /\bstring="false"/.test(head) ? parse(value) : value];
}

function nameIn(tag: string): string {
  return /\bname="([^"]*)"/.exec(tag)?.[1] ?? '';
}

function readJson(printed: string): PrintedCall[] {
  return printed
    .split('<tool_call>')
    .slice(1)
    .flatMap((call) => {
      const [json = ''] = call.split('</tool_call>');
      const value = parse(json);
      const name = field(value, 'name');
      return typeof name === 'string' ? [{ name, arguments: field(value, 'arguments') }] : [];
    });
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/[|｜‖]+/g, '|');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
