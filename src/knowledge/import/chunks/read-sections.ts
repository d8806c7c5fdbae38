import { closesFence, fenceOf } from './cut-code.ts';
import type { Block } from './cut-blocks.ts';
import { dropFrontMatter } from './front-matter.ts';
import { readHeading, readUnderlined, type Heading } from './read-heading.ts';
import { readWordings } from './read-wordings.ts';

/** What stands between two headings. */
export interface Section {
  /** The headings above it, outermost first, with ` › ` between them. */
  readonly heading: string;
  readonly blocks: readonly Block[];
  readonly wordings: readonly string[];
}

/** Divides a document at its headings; without Markdown it is one section. */
export function readSections(
  text: string,
  isMarkdown: boolean,
): { title: string; sections: Section[] } {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  let title = isMarkdown ? dropFrontMatter(lines) : '';
  const sections: Section[] = [];
  let above: Heading[] = [];
  let blocks: Block[] = [];
  let block: string[] = [];
  let wordings: string[] = [];
  let fence: string | undefined;
  /** The heading of the section, where it is not the title. */
  let own: Heading | undefined;

  const endBlock = () => {
    if (block.some((line) => line.trim() !== '')) blocks.push(block);
    block = [];
  };
  /** `nextLevel` is that of the heading after the section. */
  const endSection = (nextLevel: number) => {
    endBlock();
    // A heading alone says something too, such as a telephone number; above others it goes with them.
    if (blocks.length === 0 && own && nextLevel <= own.level) blocks.push([own.text]);
    const heading = above.map((one) => one.text).join(' › ');
    if (blocks.length > 0) sections.push({ heading, blocks, wordings });
    blocks = [];
    wordings = [];
  };
  const beginSection = ({ level, text: heading }: Heading) => {
    endSection(level);
    own = undefined;
    if (level === 1 && title === '') {
      title = heading;
      return;
    }
    above = above.filter((one) => one.level < level);
    if (heading === '') return;
    own = { level, text: heading };
    above.push(own);
  };
  const readCode = (line: string) => {
    block.push(line);
    if (fence !== undefined && closesFence(line, fence)) fence = undefined;
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (fence !== undefined) {
      readCode(line);
      continue;
    }
    const comment = isMarkdown ? readWordings(lines, at) : undefined;
    if (comment) {
      wordings.push(...comment.wordings);
      if (comment.rest !== '') block.push(comment.rest);
      at = comment.next - 1;
      continue;
    }
    const heading = isMarkdown ? readHeading(line) : undefined;
    const [alone = ''] = block;
    const underlined = isMarkdown && block.length === 1 ? readUnderlined(alone, line) : undefined;
    if (heading) {
      beginSection(heading);
    } else if (underlined) {
      block = [];
      beginSection(underlined);
    } else if (line.trim() === '') {
      endBlock();
    } else {
      if (isMarkdown) fence = fenceOf(line);
      block.push(line);
    }
  }
  endSection(0);
  return { title, sections };
}
