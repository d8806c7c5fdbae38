import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Sentence } from '../runtime/sentence.ts';
import { personaTexts } from './persona-texts.ts';

/** A value of the head, and the line of the file on which it stands. */
export interface HeadEntry {
  readonly key: string;
  readonly value: unknown;
  readonly line: number;
}

/** What is wrong in a file, and on which of its lines. */
export interface LineProblem {
  readonly line: number;
  readonly says: Sentence;
}

const HEAD = /^---[ \t]*\n(?:([^]*?)\n)??---[ \t]*(?:\n|$)/;

/** Divides a file into the entries of its head and the text after it. */
export function readHead(
  text: string,
):
  | { readonly entries: readonly HeadEntry[]; readonly body: string; readonly bodyLine: number }
  | { readonly problem: LineProblem } {
  const whole = text.replaceAll('\r\n', '\n');
  const [head, yaml = ''] = HEAD.exec(whole) ?? [];
  if (head === undefined) return { problem: { line: 1, says: personaTexts.noHead() } };
  const lines = new LineCounter();
  // The first line of the file is the one above the head.
  const lineOf = (offset: number) => lines.linePos(offset).line + 1;
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) return { problem: { line: lineOf(error.pos[0]), says: personaTexts.notYaml() } };
  const { contents } = document;
  const pairs = isMap(contents) ? contents.items : [];
  // A full-width colon makes one long text of the head.
  if (contents !== null && !isMap(contents))
    return { problem: { line: 2, says: personaTexts.notYaml() } };
  const entries: HeadEntry[] = [];
  for (const pair of pairs) {
    const key = isScalar(pair.key) ? pair.key : undefined;
    const line = lineOf(key?.range?.[0] ?? 0);
    const value = toPlain(pair.value, document);
    if (!key || value === undefined) return { problem: { line, says: personaTexts.notYaml() } };
    entries.push({ key: String(key.value), value, line });
  }
  const bodyLine = head.split('\n').length;
  return { entries, body: whole.slice(head.length).trim(), bodyLine };
}

/** Returns a value of the document; undefined for a word with * before it, which YAML takes for a reference. */
function toPlain(node: unknown, document: Document): unknown {
  if (!isNode(node)) return null;
  try {
    return node.toJS(document) as unknown;
  } catch {
    return undefined;
  }
}
