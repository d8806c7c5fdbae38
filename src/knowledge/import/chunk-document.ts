import { MOST_PASSAGE_BYTES } from '../../answering/retriever.ts';

/** A piece of a document that can be read on its own. */
export interface Chunk {
  /** The headings above it, outermost first, without the document's title; '' at the top. */
  readonly heading: string;
  /** Markdown, at most MOST_PASSAGE_BYTES of UTF-8. */
  readonly body: string;
  /** Other wordings of the question that it answers, as its author wrote them into a comment. */
  readonly wordings: readonly string[];
}

/** Begins the comment that holds other wordings: `<!-- asked as: one; two -->`. */
const WORDINGS = /^ {0,3}<!--\s*(?:asked as|问法)\s*[:：]/i;

/** Cuts a document at its headings, and where that is not enough at paragraphs, lines, sentences. */
export function chunkDocument(
  text: string,
  { name, isMarkdown }: { name: string; isMarkdown: boolean },
): { title: string; passages: Chunk[] } {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  let title = isMarkdown ? dropFrontMatter(lines) : '';
  const passages: Chunk[] = [];
  const above: { level: number; text: string }[] = [];
  let block: string[] = [];
  let blocks: string[] = [];
  let fence = '';
  let comment = '';
  let wordings: string[] = [];

  const endBlock = () => {
    if (block.some((line) => line.trim() !== '')) blocks.push(block.join('\n').trimEnd());
    block = [];
  };
  const endSection = () => {
    endBlock();
    const heading = above.map((one) => one.text).join(' › ');
    // Wordings ask for the beginning of a section that is cut.
    for (const body of joinBlocks(blocks)) {
      passages.push({ heading, body, wordings });
      wordings = [];
    }
    wordings = [];
    blocks = [];
  };
  const beginSection = (level: number, heading: string) => {
    endSection();
    if (level === 1 && title === '') {
      title = heading;
      return;
    }
    while ((above.at(-1)?.level ?? 0) >= level) above.pop();
    if (heading !== '') above.push({ level, text: heading });
  };

  for (const line of lines) {
    const mark = isMarkdown ? /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] : undefined;
    if (fence !== '') {
      block.push(line);
      if (mark?.startsWith(fence) && line.trim() === mark) fence = '';
      continue;
    }
    if (comment !== '' || (isMarkdown && WORDINGS.test(line))) {
      comment += `${line}\n`;
      if (!line.includes('-->')) continue;
      wordings.push(...readWordings(comment));
      comment = '';
      continue;
    }
    const heading = isMarkdown ? /^ {0,3}(#{1,6})(?:\s+(.*))?$/.exec(line) : null;
    const underline = isMarkdown ? /^ {0,3}(=+|-+)\s*$/.exec(line)?.[1] : undefined;
    if (heading) {
      beginSection(heading[1]?.length ?? 1, plain((heading[2] ?? '').trim().replace(/\s#+$/, '')));
    } else if (underline !== undefined && block.length === 1) {
      const [text = ''] = block;
      block = [];
      beginSection(underline.startsWith('=') ? 1 : 2, plain(text));
    } else if (line.trim() === '') {
      endBlock();
    } else {
      if (mark !== undefined) fence = mark;
      block.push(line);
    }
  }
  endSection();
  return { title: title || name, passages };
}

/** Puts neighbours together as long as they fit, and cuts what does not fit alone. */
function joinBlocks(blocks: readonly string[]): string[] {
  const joined: string[] = [];
  for (const block of blocks.flatMap((one) => cutBlock(one))) {
    const together = `${joined.at(-1) ?? ''}\n\n${block}`.trimStart();
    if (joined.length > 0 && bytesOf(together) <= MOST_PASSAGE_BYTES)
      joined.splice(-1, 1, together);
    else joined.push(block);
  }
  return joined;
}

function cutBlock(block: string): string[] {
  if (bytesOf(block) <= MOST_PASSAGE_BYTES) return [block];
  const pieces: string[] = [];
  let piece = '';
  // Lines first, then sentences, then whatever fits: a text may have none of them.
  for (const part of block.match(/[^\n。！？!?]{1,300}[\n。！？!?]*|[\n。！？!?]+/gu) ?? []) {
    if (bytesOf(piece + part) > MOST_PASSAGE_BYTES) {
      pieces.push(piece.trim());
      piece = '';
    }
    piece += part;
  }
  return [...pieces, piece.trim()].filter((one) => one !== '');
}

function readWordings(comment: string): string[] {
  return comment
    .replace(WORDINGS, '')
    .replace(/-->[^]*/, '')
    .split(/[;；\n]/)
    .map((wording) => wording.trim())
    .filter((wording) => wording !== '');
}

/** Takes the block between two lines of dashes at the top away and gives the title it may hold. */
function dropFrontMatter(lines: string[]): string {
  if (lines[0]?.trim() !== '---') return '';
  const end = lines.findIndex((line, n) => n > 0 && line.trim() === '---');
  if (end < 0) return '';
  const [, ...front] = lines.splice(0, end + 1);
  const title = front.find((line) => line.startsWith('title:'))?.slice('title:'.length) ?? '';
  return title.trim().replace(/^(['"])(.*)\1$/, '$2');
}

/** A heading without its marks, since it is shown as a name. */
function plain(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
