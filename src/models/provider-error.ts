/** What a provider said in place of an answer, unchanged. */
export interface ProviderSaid {
  /** The HTTP status; 200 where the body, or an event in a stream, holds the error. */
  readonly status: number;
  readonly headers?: Headers | undefined;
  /** The whole body, or the one event, as text: JSON of any shape, HTML, or nothing. */
  readonly body: string;
  /** It is neither JSON nor a web page and came with a status of success, so the words may be an answer. */
  readonly mayBeAnswer?: boolean;
}

/** Tells that a provider answered with an error, by its status or in a body with status 200. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly said: ProviderSaid;

  constructor(said: ProviderSaid) {
    // The body may quote the question or the key, so it is no part of the message.
    super(`The provider answered with an error (status ${said.status})`);
    this.said = said;
  }
}
