/** A link in a text as the client shows it. */
export interface Link {
  readonly label: string;
  readonly href: string;
  /** What a tap sends as the follower's own message; absent when the link opens a page. */
  readonly sends?: string;
  readonly menuId?: string;
}

const ANCHOR = /<a\s+[^<>]*?href=(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([^<]*)<\/a>/g;
// Both parameters are needed. Nothing is decoded: whether every client decodes %XX is not known.
const MENU_LINK = /^weixin:\/\/bizmsgmenu\?msgmenucontent=([^&]+)&msgmenuid=([^&]+)$/;

/** The links of a text, in order. */
export function findLinks(text: string): readonly Link[] {
  return [...text.matchAll(ANCHOR)].map(([, doubleQuoted, singleQuoted, label = '']) =>
    readLink(doubleQuoted ?? singleQuoted ?? '', label),
  );
}

/** The text with each link replaced by what `show` makes of it. */
export function replaceLinks(text: string, show: (link: Link, index: number) => string): string {
  let index = 0;
  const replaceOne = (_: string, doubleQuoted?: string, singleQuoted?: string, label = '') =>
    show(readLink(doubleQuoted ?? singleQuoted ?? '', label), index++);
  return text.replace(ANCHOR, replaceOne);
}

/** The text cut into what stands between the links, and the links. */
export function splitAtLinks(text: string): readonly (string | Link)[] {
  const pieces: (string | Link)[] = [];
  let end = 0;
  for (const match of text.matchAll(ANCHOR)) {
    const [whole, doubleQuoted, singleQuoted, label = ''] = match;
    pieces.push(text.slice(end, match.index), readLink(doubleQuoted ?? singleQuoted ?? '', label));
    end = match.index + whole.length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== '');
}

function readLink(href: string, label: string): Link {
  const [, sends, menuId] = MENU_LINK.exec(href) ?? [];
  return sends === undefined || menuId === undefined
    ? { label, href }
    : { label, href, sends, menuId };
}
