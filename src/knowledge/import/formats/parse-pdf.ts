import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import type { Sentence } from '../../../runtime/sentence.ts';
import { DocumentProblem } from '../document-problem.ts';
import { MOST_TEXT_BYTES } from '../import-limits.ts';
import { PROBLEMS } from '../import-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { dropFrames, linesToMarkdown, toLines, type PdfLine, type PdfPiece } from './pdf-lines.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
/** What pdf.js says of a piece of text; marks of structure have no `str`. */
interface TextItem {
  readonly str?: string;
  readonly transform?: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

/** Reads the text of a PDF page by page. */
export async function parsePdf(bytes: Uint8Array): Promise<ParsedDocument> {
  const pdf = await open(bytes);
  const pages: PdfLine[][] = [];
  const withoutText: number[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const lines = await readPage(pdf, number);
    length += lines.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    if (length > MOST_TEXT_BYTES) throw new DocumentProblem(PROBLEMS.textTooLong);
    if (lines.length === 0) withoutText.push(number);
    pages.push(lines);
  }
  if (withoutText.length === pages.length) throw new DocumentProblem(PROBLEMS.scanned);
  return {
    is: 'text',
    text: linesToMarkdown(dropFrames(pages)),
    isMarkdown: true,
    problems: withoutText.length > 0 ? [pagesWithoutText(withoutText)] : [],
  };
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(bytes, {
      cMapUrl: findCMaps(),
      cMapPacked: true,
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: 0,
    });
  } catch (cause) {
    const isEncrypted = cause instanceof Error && cause.name === 'PasswordException';
    throw new DocumentProblem(isEncrypted ? PROBLEMS.encryptedPdf : PROBLEMS.broken, { cause });
  }
}

/** A page that cannot be read counts as one without text. */
async function readPage(pdf: Pdf, number: number): Promise<PdfLine[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = (await page.getTextContent()) as { items: readonly TextItem[] };
    page.cleanup();
    return toLines(items.flatMap(toPiece));
  } catch {
    return [];
  }
}

function toPiece({ str = '', transform = [], width = 0, height = 0 }: TextItem): PdfPiece[] {
  if (str === '') return [];
  const [a = 0, b = 0, , , x = 0, y = 0] = transform;
  return [{ text: str, x, y, width, size: height || Math.hypot(a, b) }];
}

function pagesWithoutText(pages: readonly number[]): Sentence {
  const ranges: string[] = [];
  for (let n = 0; n < pages.length; n += 1) {
    const first = pages[n] ?? 0;
    while (pages[n + 1] === (pages[n] ?? 0) + 1) n += 1;
    const last = pages[n] ?? 0;
    ranges.push(first === last ? `${first}` : `${first}–${last}`);
  }
  const named = ranges.slice(0, 20).join(', ') + (ranges.length > 20 ? ' …' : '');
  const isOne = pages.length === 1;
  return {
    en: `${isOne ? 'page' : 'pages'} ${named} ${isOne ? 'has' : 'have'} no text: scanned?`,
    zh: `第 ${named.replaceAll(', ', '、')} 页没有文字，可能是扫描件`,
  };
}

/** The tables by which old Chinese PDFs name their characters; the build copies them beside this file. */
function findCMaps(): string {
  const built = path.join(import.meta.dirname, 'cmaps');
  const folder = existsSync(built)
    ? built
    : path.join(
        path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
        'cmaps',
      );
  return folder + path.sep;
}
