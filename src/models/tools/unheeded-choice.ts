/** Tells that a model asked for a tool, and said nothing else, although the request forbids it. */
export class UnheededChoice extends Error {
  override readonly name = 'UnheededChoice';
}
