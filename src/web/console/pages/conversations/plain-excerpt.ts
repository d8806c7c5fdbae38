const LINK = /<a\s[^>]*>([^<]*)<\/a>/g;

/** Returns a text as a follower reads it: of WeChat's links the words alone. */
export function withoutLinks(text: string): string {
  return text.replace(LINK, '$1');
}

/** Returns the beginning of an answer as a follower reads it. */
export function plainExcerpt(answer: string): string {
  // The excerpt may end within a link.
  return withoutLinks(answer).replace(/<a\s[^<]*$/, '…');
}
