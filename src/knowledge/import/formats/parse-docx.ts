import mammoth from 'mammoth';
import { DocumentProblem } from '../document-problem.ts';
import { PROBLEMS } from '../import-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { openZip, requireHonestZip } from './read-zip.ts';

/** Reads a Word document; it passes through HTML, so that its tables stay tables. */
export async function parseDocx(bytes: Uint8Array): Promise<ParsedDocument> {
  const zip = openZip(bytes);
  if (!zip.names.includes('word/document.xml')) throw new DocumentProblem(PROBLEMS.broken);
  requireHonestZip(zip);
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        // Pictures say nothing that can be searched.
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh"],
      },
    );
    return { is: 'text', text: htmlToMarkdown(value).markdown, isMarkdown: true };
  } catch (cause) {
    throw new DocumentProblem(PROBLEMS.broken, { cause });
  }
}
