import { field } from '../../runtime/field.ts';
import { createGrowingText, type GrowingText } from './growing-text.ts';

/** Puts `reasoning_details` together, whose entries OpenRouter and MiniMax send in pieces. */
export interface DetailCollector {
  take(entries: readonly unknown[]): void;
  list(): readonly Readonly<Record<string, unknown>>[];
}

interface Detail {
  fields: Record<string, unknown>;
  readonly texts: Map<string, GrowingText>;
}

const TEXTS = ['text', 'summary'];
const MOST_DETAILS = 100;

export function createDetailCollector(): DetailCollector {
  const details: Detail[] = [];
  return {
    take(entries) {
      for (const entry of entries) {
        if (typeof entry !== 'object' || entry === null) continue;
        const known = details.findLast(({ fields }) => isSame(fields, entry));
        if (!known && details.length >= MOST_DETAILS) continue;
        const detail = known ?? { fields: {}, texts: new Map<string, GrowingText>() };
        if (!known) details.push(detail);
        grow(detail, entry);
      }
    },
    list: () =>
      details.map(({ fields, texts }) => ({
        ...fields,
        ...Object.fromEntries([...texts].map(([name, text]) => [name, text.end()])),
      })),
  };
}

/** Pieces of one entry share its kind and its place. */
function isSame(known: unknown, entry: unknown): boolean {
  return ['type', 'index'].every((name) => field(known, name) === field(entry, name));
}

function grow(detail: Detail, entry: object): void {
  for (const [name, value] of Object.entries(entry)) {
    if (typeof value === 'string' && TEXTS.includes(name)) {
      const text = detail.texts.get(name) ?? createGrowingText();
      detail.texts.set(name, text);
      text.push({ text: value });
    } else if (value !== null && value !== undefined) detail.fields[name] = value;
  }
}
