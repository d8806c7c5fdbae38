import { Parser } from 'htmlparser2';
import { escapeLine } from '../escape-line.ts';
import { joinBlocks } from './join-blocks.ts';
import { squeeze, toTable } from './markdown-table.ts';

/** What a page of HTML says. */
export interface ReadHtml {
  readonly markdown: string;
  readonly title?: string | undefined;
  readonly canonical?: string | undefined;
}

/** How a page is to be read. */
export interface HtmlOptions {
  /** Where it was found: links without a host lead from there. Without it they are no links. */
  readonly address?: string;
  /** Its pictures say nothing, not even by what stands in their place. */
  readonly leavesOutPictures?: boolean;
}

/** Never text for a reader. */
const UNSEEN = new Set([
  ...['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'canvas'],
  ...['head', 'select', 'button', 'textarea', 'audio', 'video', 'dialog'],
]);
/** The frame of a page around what it says. */
const FRAME = new Set(['nav', 'aside', 'footer']);
const FRAME_ROLES = new Set(['navigation', 'search', 'contentinfo', 'complementary', 'menu']);
const FRAME_NAMES =
  /^(?:nav|navbar|navigation|menu|main-menu|sidebar|side-bar|breadcrumbs?|footer|site-footer|cookie-?(?:banner|notice|consent)|skip-link|pagination|comments|related-posts|share-buttons?|advertisement)$/i;
const BLOCKS = new Set([
  ...['p', 'div', 'section', 'article', 'main', 'header', 'figure', 'figcaption', 'address'],
  ...['blockquote', 'ul', 'ol', 'dl', 'dt', 'dd', 'fieldset', 'form', 'details', 'summary', 'body'],
  ...['caption', 'hr', 'center'],
]);
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr', 'col', 'source', 'area']);
const HEADING = /^h([1-6])$/;
/** Below this share of a page's text, its `main` part is not what the page says. */
const LEAST_OF_PAGE = 0.2;
const LONGEST_TITLE = 300;

/** Makes Markdown of a page: headings, lists, tables, links. What frames the page is left out. */
export function htmlToMarkdown(html: string, options: HtmlOptions = {}): ReadHtml {
  const whole = convert(html, undefined, options);
  const main = /<main[\s>]/i.test(html) ? 'main' : 'article';
  const isDivided = main === 'main' || /<article[\s>]/i.test(html);
  const part = isDivided ? convert(html, main, options) : whole;
  const isEnough = part.markdown.length > whole.markdown.length * LEAST_OF_PAGE;
  return isEnough ? { ...whole, markdown: part.markdown } : whole;
}

interface Open {
  readonly name: string;
  readonly isLeftOut: boolean;
}

/** Goes through the page once, without recursion: a page may be nested as deeply as it likes. */
function convert(
  html: string,
  onlyIn: string | undefined,
  { address, leavesOutPictures = false }: HtmlOptions,
): ReadHtml {
  const blocks: string[] = [];
  const open: Open[] = [];
  const lists: { readonly isOrdered: boolean; items: number }[] = [];
  let leftOut = 0;
  let within = onlyIn === undefined ? 1 : 0;
  let text = '';
  let prefix = '';
  let quotes = 0;
  let pre = 0;
  let tables = 0;
  let rows: string[][] = [];
  let cell: string | undefined;
  let links: (string | undefined)[] = [];
  let title = '';
  let isInTitle = false;
  let canonical: string | undefined;
  let sharedAs: string | undefined;

  const add = (added: string) => {
    if (leftOut > 0 || within === 0) return;
    if (cell === undefined) text += added;
    else cell += added;
  };
  const endBlock = () => {
    if (cell !== undefined) return add(' ');
    const lines = (pre > 0 ? [text.trimEnd()] : text.split('\n').map(squeeze)).filter(
      (line) => line.trim() !== '',
    );
    text = '';
    if (lines.length === 0) return;
    const isHeading = prefix.startsWith('#');
    const body =
      pre > 0
        ? fence(lines.join('\n'))
        : isHeading
          ? lines.join(' ')
          : lines.map(escapeLine).join('\n');
    const quoted = quotes > 0 && !isHeading ? body.replace(/^/gm, '> ') : body;
    blocks.push(prefix + quoted);
    if (prefix !== '') prefix = '';
  };
  const endTable = () => {
    const table = toTable(rows);
    rows = [];
    if (table !== '' && leftOut === 0 && within > 0) blocks.push(table);
  };
  const begin = (name: string, attributes: Readonly<Record<string, string>>) => {
    const level = HEADING.exec(name)?.[1];
    if (level !== undefined) {
      endBlock();
      if (cell === undefined) prefix = `${'#'.repeat(Number(level))} `;
    } else if (name === 'br') {
      add(cell === undefined ? '\n' : ' ');
    } else if (name === 'li') {
      endBlock();
      const list = lists.at(-1);
      if (list) list.items += 1;
      const mark = list?.isOrdered ? `${list.items}. ` : '- ';
      if (cell === undefined)
        prefix = '  '.repeat(Math.min(5, Math.max(0, lists.length - 1))) + mark;
    } else if (name === 'table') {
      endBlock();
      tables += 1;
    } else if (name === 'tr' && tables === 1) {
      rows.push([]);
    } else if ((name === 'td' || name === 'th') && tables === 1) {
      cell = '';
    } else if (name === 'pre') {
      endBlock();
      pre += 1;
    } else if (name === 'a') {
      links.push(toLink(attributes['href'], address));
      if (links.at(-1) !== undefined) add('[');
    } else if (name === 'img') {
      if (!leavesOutPictures) add(attributes['alt'] ?? '');
    } else if (BLOCKS.has(name)) {
      endBlock();
      if (name === 'ul' || name === 'ol') lists.push({ isOrdered: name === 'ol', items: 0 });
      if (name === 'blockquote') quotes += 1;
    }
  };
  const end = (name: string) => {
    if (HEADING.test(name) || name === 'li') {
      endBlock();
      prefix = '';
    } else if (name === 'table') {
      tables = Math.max(0, tables - 1);
      if (tables === 0) {
        endCell();
        endTable();
      } else add(' ');
    } else if ((name === 'td' || name === 'th') && tables === 1) {
      endCell();
    } else if (name === 'pre') {
      endBlock();
      pre = Math.max(0, pre - 1);
    } else if (name === 'a') {
      const link = links.pop();
      if (link !== undefined) add(`](${link.replace(/[\s()<>]/g, encodeURIComponent)})`);
    } else if (BLOCKS.has(name)) {
      endBlock();
      if (name === 'ul' || name === 'ol') lists.pop();
      if (name === 'blockquote') quotes = Math.max(0, quotes - 1);
    }
  };
  const endCell = () => {
    if (cell === undefined) return;
    if (rows.length === 0) rows.push([]);
    rows.at(-1)?.push(squeeze(cell));
    cell = undefined;
  };

  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'meta' && attributes['property'] === 'og:url') sharedAs = attributes['content'];
      if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes['rel'] ?? ''))
        canonical ??= attributes['href'];
      if (name === 'title' && title === '' && open.every((one) => one.name !== 'svg'))
        isInTitle = true;
      const isLeftOut = isUnread(name, attributes);
      if (!isLeftOut) begin(name, attributes);
      else if (leftOut === 0) endBlock();
      if (VOID.has(name)) return;
      open.push({ name, isLeftOut });
      if (isLeftOut) leftOut += 1;
      if (name === onlyIn) within += 1;
    },
    ontext(data) {
      if (isInTitle) title = (title + data).slice(0, LONGEST_TITLE);
      else add(pre > 0 && cell === undefined ? data : data.replace(/\s+/g, ' '));
    },
    onclosetag(name) {
      if (name === 'title') isInTitle = false;
      if (VOID.has(name)) return;
      const closed = open.pop();
      if (!closed) return;
      if (!closed.isLeftOut) end(name);
      else leftOut -= 1;
      if (name === onlyIn) {
        endBlock();
        within -= 1;
      }
    },
  });
  parser.end(html);
  endBlock();
  links = [];
  return {
    markdown: joinBlocks(blocks),
    title: squeeze(title) || undefined,
    canonical: canonical ?? sharedAs,
  };
}

/** Returns where a link leads; undefined for one within the page, and for what is no page. */
function toLink(href = '', address: string | undefined): string | undefined {
  if (/^https?:\/\//i.test(href)) return href;
  if (address === undefined || href.startsWith('#') || !URL.canParse(href, address))
    return undefined;
  const link = new URL(href, address);
  return /^https?:$/.test(link.protocol) ? link.href : undefined;
}

function isUnread(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (UNSEEN.has(name) || FRAME.has(name) || FRAME_ROLES.has(attributes['role'] ?? '')) return true;
  if (attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true') return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')) return true;
  if (name === 'body' || name === 'html' || name === 'main') return false;
  return [attributes['id'] ?? '', ...(attributes['class'] ?? '').split(/\s+/)].some((one) =>
    FRAME_NAMES.test(one),
  );
}

function fence(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}\n${code}\n${ticks}`;
}
