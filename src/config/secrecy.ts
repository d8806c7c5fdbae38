/** A run of characters that may be a key or a part of one. */
const KEY_LIKE = /[\w+/=~-]{12,}/g;
const LONGEST_SHOWN = 60;

/** Says whether the value of a setting must not be repeated as it is. */
export function isSecret(name: string): boolean {
  return (
    /key|secret|token$|password|passwd|redis_?ur[li]|webhook_?url|mcp_?config/i.test(name) &&
    !/tokens/i.test(name)
  );
}

/** Returns a value as a message may show it. Of a secret, that is its ends and its length. */
export function showValue(name: string, value: string): string {
  return isSecret(name) ? shorten(value) : clip(withoutPassword(value));
}

/** A value after a name that marks it as a secret, however short. */
const AFTER_SECRET_NAME =
  /((?:key|secret|token|password|passwd|redis_?ur[li]|密钥|令牌|密码)["'”’`]?\s*(?:->|[=＝:：\s])\s*["'“‘`]?)([^\s"'”’`,;]+)/giu;

/** Returns a text of unknown content with everything shortened that may be a secret. */
export function showText(text: string): string {
  const withoutNamed = text.replace(
    AFTER_SECRET_NAME,
    (_, name: string, value: string) => `${name}${shorten(value)}`,
  );
  return clip(
    withoutNamed
      .replace(/:\/\/[^/@\s]*@/g, '://…@')
      .replace(KEY_LIKE, (run) => (/\d/.test(run) && /[a-z]/i.test(run) ? shorten(run) : run)),
  );
}

function clip(text: string): string {
  const line = text.replaceAll('\n', '\\n');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
}

/** Returns the ends of a secret and its length in characters. */
export function shorten(secret: string): string {
  return `${endsOf(secret)} (${[...secret].length})`;
}

/** Returns the first and last characters of a secret, and nothing of a short one. */
export function endsOf(secret: string): string {
  const characters = [...secret];
  const { length } = characters;
  if (length < 8) return '…';
  const shows = length < 20 ? 2 : 3;
  return `${characters.slice(0, shows).join('')}…${characters.slice(-shows).join('')}`;
}

/** Returns an address without user and password, and without its query, which may hold a key. */
export function withoutPassword(value: string): string {
  if (!/^\w+:\/\//.test(value)) return value;
  return value.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*$/, '?…');
}
