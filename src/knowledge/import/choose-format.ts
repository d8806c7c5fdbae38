import type { Sentence } from '../../runtime/sentence.ts';
import { PROBLEMS } from './import-problems.ts';

/** A kind of document that can be read; `page` is HTML of a website, whose name is its address. */
export type Format = 'markdown' | 'text' | 'html' | 'page' | 'pdf' | 'docx' | 'xlsx' | 'csv';

const FORMATS: Readonly<Record<string, Format>> = {
  ...{ md: 'markdown', markdown: 'markdown', txt: 'text', html: 'html', htm: 'html' },
  ...{ pdf: 'pdf', docx: 'docx', xlsx: 'xlsx', csv: 'csv' },
};
/** Documents of office programs that cannot be read; their owner has to save them in another format. */
const REMEDIES: readonly (readonly [RegExp, Sentence])[] = [
  [/^(?:docm?|dot[xm]?|rtf|odt|wps|pages|epub|mobi|wri)$/, PROBLEMS.useDocx],
  [/^(?:xls[mb]?|xlt[xm]?|ods|et|numbers|tsv)$/, PROBLEMS.useXlsx],
  [/^(?:ppt[xm]?|pps[xm]?|odp|dps|key)$/, PROBLEMS.usePdf],
];
const PICTURES = /^(?:png|jpe?g|gif|webp|bmp|tiff?|svg|heic|avif|ico)$/;

/** Tells by its name how a file is read; a sentence refuses it. */
export function chooseFormat(name: string): Format | { readonly problem: Sentence } {
  const extension = extensionOf(name);
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
  if (format !== undefined) return format;
  if (PICTURES.test(extension)) return { problem: PROBLEMS.useText };
  return { problem: remedyFor(extension) ?? PROBLEMS.unknownFormat };
}

/** Says whether a file in a folder is a document: those of office programs are listed with what is wrong with them. */
export function isDocument(name: string): boolean {
  const extension = extensionOf(name);
  return Object.hasOwn(FORMATS, extension) || remedyFor(extension) !== undefined;
}

/** Returns the last part of a document's name, without its extension. */
export function bareName(name: string): string {
  return name.replace(/^.*\//, '').replace(/(?<=.)\.[^.]*$/, '');
}

function remedyFor(extension: string): Sentence | undefined {
  return REMEDIES.find(([extensions]) => extensions.test(extension))?.[1];
}

function extensionOf(name: string): string {
  return /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
