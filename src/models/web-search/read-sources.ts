import { field } from '../../runtime/field.ts';

/** Reads what a vendor's own search has found. */
export interface SourceReader {
  /** Returns the titles and addresses in a chunk that are new, as text; mostly none. */
  take(chunk: unknown): string;
}

const MOST_SOURCES = 50;
const LONGEST_TITLE = 200;
const LONGEST_ADDRESS = 2000;

export function createSourceReader(): SourceReader {
  const known = new Set<string>();
  return {
    take(chunk) {
      const told: string[] = [];
      for (const source of listSources(chunk)) {
        const address = addressOf(source);
        if (address === undefined || known.has(address) || known.size >= MOST_SOURCES) continue;
        known.add(address);
        told.push(titleOf(source), address);
      }
      return told.filter((line) => line !== '').join('\n');
    },
  };
}

function listSources(chunk: unknown): unknown[] {
  const choices = field(chunk, 'choices');
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return [
    // GLM; ERNIE; Qwen and Hunyuan; OpenRouter.
    field(chunk, 'web_search'),
    field(chunk, 'search_results'),
    field(field(chunk, 'search_info'), 'search_results'),
    field(field(choice, 'delta'), 'annotations'),
    field(field(choice, 'message'), 'annotations'),
  ]
    .filter((list) => Array.isArray(list))
    .flat();
}

function addressOf(source: unknown): string | undefined {
  const address =
    field(source, 'url') ?? field(source, 'link') ?? field(field(source, 'url_citation'), 'url');
  const isAddress =
    typeof address === 'string' &&
    address.length <= LONGEST_ADDRESS &&
    /^https?:\/\/\S+$/i.test(address);
  return isAddress ? address : undefined;
}

function titleOf(source: unknown): string {
  const title = field(source, 'title') ?? field(field(source, 'url_citation'), 'title');
  return typeof title === 'string' ? title.slice(0, LONGEST_TITLE) : '';
}
