const LINK = /<a\s[^>]*>([^<]*)<\/a>/g;

/** Returns the beginning of an answer as a follower reads it: of WeChat's links the words alone. */
export function plainExcerpt(answer: string): string {
  // The excerpt may end within a link.
  return answer.replace(LINK, '$1').replace(/<a\s[^<]*$/, '…');
}
