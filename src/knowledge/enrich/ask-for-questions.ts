import type { Model, ModelRequest } from '../../answering/model.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { ThinkingFilter } from '../retrieval/complete-question.ts';
import { parseQuestions } from './parse-questions.ts';

/** What a model wrote about a passage, and what it used. */
export interface AskedQuestions {
  readonly questions: readonly string[];
  readonly tokens: number;
}

/** A model that goes on has lost itself, and each further token costs. */
const LONGEST_READ = 4_000;

/**
 * Asks a model which questions a passage answers. A passage that its vendor refuses has none; every other failure is
 * thrown as an AnswererError.
 */
export async function askForQuestions(
  model: Model,
  request: ModelRequest,
  {
    createFilter,
    signal,
  }: { readonly createFilter: () => ThinkingFilter; readonly signal: AbortSignal },
): Promise<AskedQuestions> {
  let filter = createFilter();
  let text = '';
  let tokens = 0;
  let isRefused = false;
  try {
    for await (const event of model.stream(request, signal)) {
      if (event.type === 'text') {
        text += filter.push(event.text);
        if (text.length > LONGEST_READ) break;
      } else if (event.type === 'restart') {
        filter = createFilter();
        text = '';
      } else if (event.type === 'usage') tokens += event.tokens.input + event.tokens.output;
      else if (event.type === 'finish' && event.reason === 'content-filter') isRefused = true;
    }
  } catch (error) {
    const failure = error instanceof AnswererError ? error.failure : undefined;
    if (failure !== 'content-refused' && failure !== 'too-long') throw error;
    isRefused = true;
  }
  return { questions: isRefused ? [] : parseQuestions(text + filter.end()), tokens };
}
