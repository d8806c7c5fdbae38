/** Turns texts into vectors whose nearness is nearness of meaning. */
export interface Embedder {
  /** Names the model as `provider/model`; vectors of different models cannot be compared. */
  readonly id: string;
  /**
   * Returns a vector of length 1 for each text, in order. Divides what is too much for one request, and retries where that
   * can help. Throws an AnswererError; an aborted signal ends it by a throw.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}
