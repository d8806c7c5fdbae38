/**
 * A fenced block that is written from a file of deploy/, named after the language: `nginx deploy/nginx.conf` for all of
 * it, `nginx deploy/nginx.conf: location /console/` for the paragraph with the line that begins so.
 */
const BLOCK = /^(```\w+ (deploy\/[^\s:]+)(?:: ([^\n]+))?)\n[^]*?^```$/gm;

/** What a page shows of a file. */
export interface DeployStyle {
  /** Reads a file of deploy/ by its path from the root. */
  readonly read: (file: string) => string;
  /** Leaves out comments: the handbook is read in a chat. */
  readonly isForChat: boolean;
}

/** Returns a page with its blocks written anew from the files of deploy/. */
export function fillDeployBlocks(page: string, { read, isForChat }: DeployStyle): string {
  return page.replace(BLOCK, (_block, head: string, file: string, line: string | undefined) => {
    const text = read(file).trimEnd();
    const shown = line === undefined ? text : paragraphWith(line, text, file);
    const content = isForChat ? shown.replace(/^ *#.*\n/gm, '') : shown;
    return `${head}\n${content}\n\`\`\``;
  });
}

/** Returns a page without what `fillDeployBlocks` writes. */
export function withoutDeployBlocks(page: string): string {
  return page.replace(BLOCK, '');
}

/** The line and those around it, up to an empty line or the end of the block that it stands in, at the left edge. */
function paragraphWith(start: string, text: string, file: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trimStart().startsWith(start));
  const found = lines[at];
  if (found === undefined) throw new Error(`No line of ${file} begins with: ${start}`);
  const indent = found.length - found.trimStart().length;
  const isOutside = (line: string) => line === '' || line.length - line.trimStart().length < indent;
  const before = lines.slice(0, at).findLastIndex(isOutside);
  const after = lines.findIndex((line, n) => n > at && isOutside(line));
  return lines
    .slice(before + 1, after < 0 ? undefined : after)
    .map((line) => line.slice(indent))
    .join('\n');
}
