import { KuaihuiError } from '../../runtime/errors.ts';

/** One element: either text, or further elements. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** What came is not the XML that WeChat reads. */
export class UnreadableXmlError extends KuaihuiError {
  override readonly name = 'UnreadableXmlError';
  readonly code = 'unreadable_xml';
}

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const DECLARATION = /^<\?xml [^?]*\?>/;
// One alternative for each thing that may stand in a body, tried in this order at each place.
const TOKEN =
  /<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\/(?<closes>[A-Za-z_][\w.-]*)\s*>|<(?<opens>[A-Za-z_][\w.-]*)\s*(?<empty>\/?)>|(?<text>[^<&]+)|&(?<entity>\w+|#\d+|#x[\da-fA-F]+);/y;

interface OpenElement {
  name: string;
  text: string;
  hasCdata: boolean;
  children: XmlElement[];
}

/**
 * Reads an XML body more strictly than most parsers: no attributes, no DOCTYPE, nothing after the
 * root, no text beside elements. Throws UnreadableXmlError with the reason.
 */
export function readXml(source: string): XmlElement {
  if (FORBIDDEN.test(source)) fail('it holds a character that XML does not allow');
  const top: OpenElement = { name: '', text: '', hasCdata: false, children: [] };
  const open = [top];
  let at = DECLARATION.exec(source)?.[0].length ?? 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (token === null) fail(`it is not well-formed at character ${at}`);
    take(open, token.groups ?? {});
    at = TOKEN.lastIndex;
  }
  if (open.length > 1) fail(`<${open.at(-1)?.name}> is not closed`);
  const [root, ...more] = close(top).children;
  if (root === undefined || more.length > 0) fail('it does not have exactly one root');
  return root;
}

/** The only child of this name, `undefined` when there is none; two of them are an UnreadableXmlError. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  const found = element.children.filter((child) => child.name === name);
  if (found.length > 1) fail(`<${name}> appears ${found.length} times`);
  return found[0];
}

function take(open: OpenElement[], token: Record<string, string | undefined>): void {
  const { cdata, opens, closes, empty, text, entity } = token as Partial<
    Record<'cdata' | 'opens' | 'closes' | 'empty' | 'text' | 'entity', string>
  >;
  const current = open.at(-1);
  if (current === undefined) fail('it closes more than it opens');
  if (cdata !== undefined) {
    current.text += cdata;
    current.hasCdata = true;
  }
  if (text?.includes(']]>')) fail('a text holds "]]>"');
  current.text += text ?? '';
  if (entity !== undefined) current.text += characterOf(entity);
  if (opens !== undefined) {
    const element: OpenElement = { name: opens, text: '', hasCdata: false, children: [] };
    if (empty === '/') current.children.push(close(element));
    else open.push(element);
  }
  if (closes !== undefined) {
    if (open.length === 1 || closes !== current.name) fail(`</${closes}> closes nothing`);
    open.pop();
    open.at(-1)?.children.push(close(current));
  }
}

function close({ name, text, hasCdata, children }: OpenElement): XmlElement {
  const standsBesideElements = children.length > 0 && (hasCdata || text.trim() !== '');
  if (standsBesideElements || (name === '' && text.trim() !== '')) {
    fail(
      name === ''
        ? 'text stands outside of the root'
        : `text stands between the elements of <${name}>`,
    );
  }
  return { name, text, children };
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function characterOf(entity: string): string {
  if (!entity.startsWith('#')) return ENTITIES.get(entity) ?? fail(`&${entity}; is unknown`);
  const code = Number(entity.startsWith('#x') ? `0${entity.slice(1)}` : entity.slice(1));
  if (!(code <= 0x10ffff) || FORBIDDEN.test(String.fromCodePoint(code))) {
    fail(`&${entity}; is not a character that XML allows`);
  }
  return String.fromCodePoint(code);
}

function fail(why: string): never {
  throw new UnreadableXmlError(why);
}
