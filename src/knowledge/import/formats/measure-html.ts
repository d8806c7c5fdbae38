import { Parser } from 'htmlparser2';

/** How large the tree of a page would be. */
export interface HtmlSize {
  readonly depth: number;
  readonly elements: number;
}

/** A parser of HTML needs time by the square of the depth; here it is still a second. */
export const DEEPEST_HTML = 30_000;
const STEP = 16_384;

/** Counts without building a tree, and ends beyond the deepest page that can be read. */
export function measureHtml(html: string): HtmlSize {
  let [open, depth, elements] = [0, 0, 0];
  const parser = new Parser({
    onopentagname() {
      open += 1;
      elements += 1;
      depth = Math.max(depth, open);
    },
    onclosetag() {
      open -= 1;
    },
  });
  for (let from = 0; from < html.length && depth <= DEEPEST_HTML; from += STEP)
    parser.write(html.slice(from, from + STEP));
  return { depth, elements };
}
