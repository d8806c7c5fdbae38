/** Where the person is, below /console/. */
export interface Address {
  /** The first word of the path, such as `conversations`. */
  readonly page: string;
  /** What comes after it, such as the id of a turn. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

const BASE = '/console/';

/** Reads the address bar. */
export function readAddress(): Address {
  const [page = '', ...rest] = location.pathname
    .slice(BASE.length)
    .split('/')
    .filter((word) => word !== '')
    .map(decode);
  return { page, rest, query: new URLSearchParams(location.search) };
}

/** Returns the path of a page, for links: `pathTo('conversations', turnId)`. */
export function pathTo(...words: readonly string[]): string {
  return BASE + words.map(encodeURIComponent).join('/');
}

/**
 * Goes to an address of the console. `replace` leaves no step for the browser's back button; `load` asks the server for
 * the page anew.
 */
export function go(to: string, how: 'push' | 'replace' | 'load' = 'push'): void {
  if (how === 'load') {
    location.assign(to);
    return;
  }
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Changes parts of the query in place, such as a filter; an empty value removes its name. */
export function changeQuery(changes: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const words = query.toString();
  go(location.pathname + (words ? `?${words}` : ''), 'replace');
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
