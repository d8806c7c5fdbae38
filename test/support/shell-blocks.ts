/** A block of shell commands on a page. */
export interface ShellBlock {
  readonly code: string;
  /** The line of the page on which it begins. */
  readonly line: number;
  /** What a test has not got, as the page says it in a comment before the block: `<!-- needs the internet -->`. */
  readonly needs: string | undefined;
}

const BLOCK = /(?:^<!-- needs ([^\n]+?) -->\n)?^([ ]*)```(?:bash|sh)\b[^\n]*\n([^]*?)^\2```$/gm;

/** Returns the blocks of shell commands of a page, in their order. */
export function readShellBlocks(page: string): readonly ShellBlock[] {
  return [...page.matchAll(BLOCK)].map(({ 0: all, 1: needs, 3: code = '', index }) => ({
    code,
    line: page.slice(0, index + all.indexOf('```')).split('\n').length,
    needs,
  }));
}
