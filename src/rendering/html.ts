import type { Found, RenderWithin } from './found.ts';
import { apart, imageText, linkText } from './links.ts';
import { decodeEntities } from './entities.ts';

/** Tags that are dropped while their text stays; anything else in angle brackets, such as `List<String>`, is text. */
const DROPPED = new Set(
  (
    'div span strong em del ins mark small big sub code pre kbd samp var font center blockquote ul ol li dl dt dd table caption ' +
    'thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 p details summary section article header footer nav main figure figcaption ' +
    'abbr cite label button html body head a b i u s q think thinking reasoning'
  ).split(' '),
);
/** Short names are type parameters or variables as well, so they count as tags only in pairs. */
const PAIRED = new Set(['a', 'b', 'i', 'u', 's', 'q']);
const CLOSED_ONLY = new Set(['think', 'thinking', 'reasoning']);
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)\/?>/y;
const UNFINISHED_TAG = /<[A-Za-z][A-Za-z0-9]{0,12}\s[^<>\n]{0,400}$/y;
const AUTOLINK =
  /<((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000}|[\w.+-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,5})>/iy;
const UNFINISHED_AUTOLINK = /<https?:\/\/[^\s<>]{0,2000}$/iy;

/** Reads what begins with `<`: an address, a comment or a tag. A line break and a few others leave a sign of their sense. */
export function readHtml(raw: string, at: number, renderWithin: RenderWithin): Found {
  const address = match(AUTOLINK, raw, at);
  if (address !== undefined) {
    const url = decodeEntities(address[1] ?? '').replace(/^mailto:/i, '');
    return { text: url, to: at + address[0].length };
  }
  if (raw.startsWith('<!--', at)) {
    const end = raw.indexOf('-->', at + 4);
    return end === -1 ? { waitsFor: '-->' } : { text: '', to: end + 3 };
  }
  const tag = match(TAG, raw, at);
  if (tag !== undefined) return readTag(raw, at, tag, renderWithin);
  const isUnfinished = match(UNFINISHED_TAG, raw, at) ?? match(UNFINISHED_AUTOLINK, raw, at);
  return isUnfinished === undefined ? undefined : { waitsFor: '>' };
}

function readTag(raw: string, at: number, tag: RegExpExecArray, renderWithin: RenderWithin): Found {
  const [whole, slash, , attributes = ''] = tag;
  const name = (tag[2] ?? '').toLowerCase();
  const to = at + whole.length;
  if (name === 'br') return { text: '\n', to };
  if (name === 'hr') return { text: '\n————\n', to };
  if (name === 'sup') return { text: slash === '' ? '^' : '', to };
  if (name === 'img') {
    return apart(
      raw,
      at,
      to,
      imageText(attribute(attributes, 'alt'), attribute(attributes, 'src')),
    );
  }
  if (!DROPPED.has(name)) return undefined;
  if (slash !== '') return { text: '', to };
  if (CLOSED_ONLY.has(name)) return undefined;
  if (!PAIRED.has(name)) return { text: '', to };
  return readPair(raw, to, name, attributes, renderWithin);
}

function readPair(
  raw: string,
  start: number,
  name: string,
  attributes: string,
  renderWithin: RenderWithin,
): Found {
  const closer = `</${name}>`;
  const lineEnd = raw.indexOf('\n', start);
  const line = raw.slice(start, lineEnd === -1 ? raw.length : lineEnd);
  const end = line.toLowerCase().indexOf(closer);
  if (end === -1) return lineEnd === -1 ? { waitsFor: closer } : undefined;
  const label = renderWithin(line.slice(0, end));
  const to = start + end + closer.length;
  return { text: name === 'a' ? linkText(label, attribute(attributes, 'href')) : label, to };
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}

function match(pattern: RegExp, raw: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(raw) ?? undefined;
}
