/**
 * Something that a model may have done while it answers, such as looking up a page.
 *
 * No driver implements it yet: the first comes with web search (knip.json names this file as an entry until then).
 */
export interface Tool {
  /** As the model calls it: letters, digits and underscores. */
  readonly name: string;
  /** Tells the model what it does and when it helps. */
  readonly description: string;
  /** JSON Schema of what `run` takes. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Returns what the model reads. Checks the arguments itself, for a model made them up. */
  run(given: unknown, signal: AbortSignal): Promise<string>;
}
