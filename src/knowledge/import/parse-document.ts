import type { Sentence } from '../../runtime/sentence.ts';
import type { ReadDocument, StoredPassage } from '../bases/document-record.ts';
import { chunkDocument } from './chunk-document.ts';
import { bareName, type Format } from './choose-format.ts';
import { decodeText } from '../../runtime/decode-text.ts';
import { DocumentProblem } from './document-problem.ts';
import { MOST_TEXT_BYTES } from './import-limits.ts';
import { joinProblems, PROBLEMS } from './import-problems.ts';
import { languageOfDocument } from './language-of-document.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { readAddressOfMarkdown, toAddress } from './read-address.ts';

/** A document without what its file alone tells. */
export type CutDocument = Omit<ReadDocument, 'document' | 'hash' | 'bytes'>;

const LONGEST_TITLE = 300;

/** Reads a file of a known format and cuts it into passages; throws DocumentProblem. */
export async function parseDocument(
  bytes: Uint8Array,
  { name, format }: { readonly name: string; readonly format: Format },
): Promise<CutDocument> {
  const parsed = await parse(bytes, { name, format });
  const cut = toPassages(parsed, name);
  if (cut.passages.length === 0) throw new DocumentProblem(PROBLEMS.noText);
  const problem: Sentence | undefined = joinProblems(parsed.problems ?? []);
  return {
    ...cut,
    title: cut.title.slice(0, LONGEST_TITLE),
    isFaq: parsed.is === 'faq',
    ...(parsed.address !== undefined && { address: parsed.address }),
    ...(problem && { problem }),
  };
}

/** Reads text of the simplest formats, which need no library. */
function parsePlainText(bytes: Uint8Array, format: 'markdown' | 'text'): ParsedDocument {
  requireText(bytes);
  const text = decodeText(bytes);
  const isMarkdown = format === 'markdown';
  return {
    is: 'text',
    text,
    isMarkdown,
    address: isMarkdown ? readAddressOfMarkdown(text) : undefined,
  };
}

/** Each library is loaded only for its own format. */
async function parse(
  bytes: Uint8Array,
  { name, format }: { readonly name: string; readonly format: Format },
): Promise<ParsedDocument> {
  switch (format) {
    case 'markdown':
    case 'text':
      return parsePlainText(bytes, format);
    case 'html':
      return parseHtml(bytes);
    case 'page':
      return parseWebPage(decodeText(bytes), name);
    case 'pdf':
      return (await import('./formats/parse-pdf.ts')).parsePdf(bytes);
    case 'docx':
      return (await import('./formats/parse-docx.ts')).parseDocx(bytes);
    case 'xlsx':
      return (await import('./formats/parse-xlsx.ts')).parseXlsx(bytes);
    case 'csv':
      requireText(bytes);
      return (await import('./formats/parse-csv.ts')).parseCsv(bytes);
  }
}

async function parseWebPage(html: string, address: string): Promise<ParsedDocument> {
  const { DEEPEST_HTML, measureHtml } = await import('./formats/measure-html.ts');
  if (measureHtml(html).depth > DEEPEST_HTML) throw new DocumentProblem(PROBLEMS.tooDeep);
  const { isArticleAddress, parseArticle } = await import('./formats/parse-article.ts');
  if (isArticleAddress(address)) return parseArticle(html, address);
  return (await import('./formats/parse-page.ts')).parsePage(html, address);
}

async function parseHtml(bytes: Uint8Array): Promise<ParsedDocument> {
  requireText(bytes);
  const { htmlToMarkdown } = await import('./formats/html-to-markdown.ts');
  const { markdown, title, canonical } = htmlToMarkdown(decodeText(bytes));
  return { is: 'text', text: markdown, isMarkdown: true, title, address: toAddress(canonical) };
}

function toPassages(
  parsed: ParsedDocument,
  name: string,
): Pick<CutDocument, 'title' | 'language'> & { readonly passages: readonly StoredPassage[] } {
  const fallback = parsed.title ?? bareName(name);
  if (parsed.is === 'faq') {
    const words = parsed.entries.map(({ heading, body }) => `${heading}\n${body}`).join('\n');
    return { title: fallback, language: languageOfDocument(words), passages: parsed.entries };
  }
  const { text, isMarkdown } = parsed;
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES) throw new DocumentProblem(PROBLEMS.textTooLong);
  const cut = chunkDocument(text, { name: fallback, isMarkdown });
  return {
    title: cut.title,
    language: languageOfDocument(text),
    passages: cut.passages.map(({ heading, body, wordings }) => ({ heading, body, wordings })),
  };
}

/** Zeros are in no text but UTF-16, where every other byte is one. */
function requireText(bytes: Uint8Array): void {
  const sample = bytes.subarray(0, 8_000);
  const isWide = (sample[0] ?? 0) >= 0xfe && (sample[1] ?? 0) >= 0xfe;
  const zeros = sample.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  if (!isWide && zeros > 0 && zeros < sample.length / 8) throw new DocumentProblem(PROBLEMS.broken);
  if (!isWide && zeros > (sample.length * 3) / 5) throw new DocumentProblem(PROBLEMS.broken);
}
