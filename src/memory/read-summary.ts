import type { Model, ModelRequest } from '../answering/model.ts';

/** Cleans what a model wrote of its thinking and its Markdown, piece by piece. */
export interface Cleaner {
  push(markdown: string): string;
  end(): string;
}

/** Many times the longest summary; a model that goes on has lost itself, and each further token costs. */
const MOST_CHARACTERS = 10_000;

/** Asks the model for a summary, and hangs up when it goes on without end; throws an AnswererError when it fails, and a plain one when it says nothing. */
export async function readSummary(
  model: Model,
  request: ModelRequest,
  {
    createCleaner,
    signal,
  }: { readonly createCleaner: () => Cleaner; readonly signal: AbortSignal },
): Promise<string> {
  let cleaner = createCleaner();
  let text = '';
  for await (const event of model.stream(request, signal)) {
    if (event.type === 'text') {
      text += cleaner.push(event.text);
      if (text.length > MOST_CHARACTERS) break;
    } else if (event.type === 'restart') {
      cleaner = createCleaner();
      text = '';
    } else if (event.type === 'finish' && event.reason === 'content-filter')
      throw new Error('The model refused to summarise');
  }
  const summary = (text + cleaner.end()).trim();
  if (summary === '') throw new Error('The model wrote no summary');
  return summary;
}
