/** Elements whose text a follower, or the author of a forwarded link, may choose freely. */
const TYPED = new Set([
  ...['Content', 'Recognition', 'Title', 'Description', 'Url', 'Label', 'Poiname'],
  ...['ScanResult', 'EventKey', 'FailReason', 'debug_str', 'PagePath', 'ThumbUrl'],
]);

const PROLOGUE = /\uFEFF?\s*(?:<\?[^]*?\?>\s*)?/y;
const TAG = /\s*<(\/?)([^\s<>/!?"'=]+)\s*(\/?)>/y;
const CDATA_START = /\s*<!\[CDATA\[/y;
const PLAIN_TEXT = /[^<]*(?=<\/)/y;
const CDATA_END = /\]\]>\s*<\/([^\s<>/!?"'=]+)\s*>/g;
/** The limit of the search; a genuine push takes a few dozen steps. */
const MOST_STEPS = 4000;

/** Text in CDATA with the blanks around its marks, from the start tag to the end tag. */
interface Leaf {
  readonly from: number;
  readonly to: number;
  /** The text itself. */
  readonly start: number;
  readonly end: number;
}

/** A list that shares its beginning with others, so that another reading costs no copy. */
interface List<Item> {
  readonly item: Item;
  readonly before: List<Item> | undefined;
}

interface Element {
  readonly name: string;
  readonly children: List<string> | undefined;
  readonly parent: Element | undefined;
}

/** One way to read the document, as far as the search has come. */
interface Reading {
  readonly at: number;
  readonly open: Element | undefined;
  readonly leaves: List<Leaf> | undefined;
}

/**
 * Escapes text in CDATA as XML demands, which WeChat does not do. A document has one reading in which no child of the
 * root stands twice, and typed end tags or elements cannot add another. Without such a reading it stays unchanged.
 */
export function escapeTypedText(document: string): string {
  const leaves = findLeaves(document);
  if (leaves === undefined) return document;
  let written = '';
  let at = 0;
  for (const { from, start, end, to } of leaves) {
    const text = document.slice(start, end).replaceAll(']]>', ']]]]><![CDATA[>');
    written += `${document.slice(at, from)}<![CDATA[${text}]]>`;
    at = to;
  }
  return written + document.slice(at);
}

/** Tries each place where typed text may end, the nearest first, until the rest of the document can be read. */
function findLeaves(document: string): readonly Leaf[] | undefined {
  const ends = findEnds(document);
  const untried: (() => Reading | undefined)[] = [];
  let steps = 0;

  const readTyped = (
    reading: Reading,
    parent: Element,
    name: string,
    leaf: Pick<Leaf, 'from' | 'start'>,
    candidate: number,
  ): Reading | undefined => {
    const end = ends.get(name)?.[candidate];
    if (end === undefined) return undefined;
    untried.push(() => readTyped(reading, parent, name, leaf, candidate + 1));
    return addLeaf(reading, parent, name, leaf, end);
  };

  const readCdata = (
    reading: Reading,
    parent: Element,
    name: string,
    leaf: Pick<Leaf, 'from' | 'start'>,
  ): Reading | undefined => {
    const known = ends.get(name) ?? [];
    const first = known.findIndex(({ at }) => at >= leaf.start);
    if (TYPED.has(name)) return readTyped(reading, parent, name, leaf, first);
    // An identifier holds no `]]>`.
    const end = known[first];
    if (end?.at !== document.indexOf(']]>', leaf.start)) return undefined;
    return addLeaf(reading, parent, name, leaf, end);
  };

  const step = ({ at, open, leaves }: Reading): Reading | undefined => {
    const [whole = '', slash = '', name = '', isEmpty = ''] = matchAt(TAG, document, at) ?? [];
    if (whole === '') return undefined;
    const after = at + whole.length;
    if (open === undefined) {
      const root = { name, children: undefined, parent: undefined };
      return name === 'xml' && slash + isEmpty === ''
        ? { at: after, open: root, leaves }
        : undefined;
    }
    if (slash !== '') {
      const isLast = open.parent !== undefined || document.slice(after).trim() === '';
      return open.name === name && isLast ? { at: after, open: open.parent, leaves } : undefined;
    }
    const opening = isEmpty === '' ? matchAt(CDATA_START, document, after) : null;
    if (opening) {
      const leaf = { from: after, start: after + opening[0].length };
      return readCdata({ at, open, leaves }, open, name, leaf);
    }
    if (open.parent === undefined && hasChild(open, name)) return undefined;
    const parent = addChild(open, name);
    if (isEmpty !== '') return { at: after, open: parent, leaves };
    const text = matchAt(PLAIN_TEXT, document, after)?.[0] ?? '';
    return { at: after + text.length, open: { name, children: undefined, parent }, leaves };
  };

  const start = matchAt(PROLOGUE, document, 0)?.[0].length ?? 0;
  untried.push(() => ({ at: start, open: undefined, leaves: undefined }));
  for (let next = untried.pop(); next; next = untried.pop()) {
    for (let reading = next(); reading; reading = step(reading)) {
      if (reading.open === undefined && reading.leaves) return toArray(reading.leaves);
      if ((steps += 1) > MOST_STEPS) return undefined;
    }
  }
  return undefined;
}

/** An end tag after the end of CDATA. */
interface End {
  /** Offsets of `]]>`, of the end tag and of what follows it. */
  readonly at: number;
  readonly tagAt: number;
  readonly after: number;
}

function findEnds(document: string): ReadonlyMap<string, readonly End[]> {
  const ends = new Map<string, End[]>();
  for (const match of document.matchAll(CDATA_END)) {
    const [whole, name = ''] = match;
    const at = match.index;
    const end = { at, tagAt: at + whole.indexOf('</'), after: at + whole.length };
    const known = ends.get(name);
    if (known) known.push(end);
    else ends.set(name, [end]);
  }
  return ends;
}

/** Tells whether the name is taken: a second element of the same name was typed by a follower. */
function addLeaf(
  { leaves }: Reading,
  parent: Element,
  name: string,
  { from, start }: Pick<Leaf, 'from' | 'start'>,
  { at: end, tagAt: to, after }: End,
): Reading | undefined {
  if (hasChild(parent, name)) return undefined;
  const item = { from, to, start, end };
  return { at: after, open: addChild(parent, name), leaves: { item, before: leaves } };
}

function addChild({ name, children, parent }: Element, child: string): Element {
  return { name, children: { item: child, before: children }, parent };
}

function hasChild({ children }: Element, name: string): boolean {
  for (let rest = children; rest; rest = rest.before) if (rest.item === name) return true;
  return false;
}

function toArray<Item>(list: List<Item>): readonly Item[] {
  const items: Item[] = [];
  for (let rest: List<Item> | undefined = list; rest; rest = rest.before) items.push(rest.item);
  return items.reverse();
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
