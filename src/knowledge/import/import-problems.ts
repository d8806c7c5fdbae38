import type { Sentence } from '../../runtime/sentence.ts';

/** Why a document could not be taken in, and what its owner can do. */
export const PROBLEMS = {
  fileTooLarge: {
    en: 'The file is larger than 50 MB; divide it into several files',
    zh: '文件超过 50 MB；请拆成几个文件',
  },
  textTooLong: {
    en: 'The file holds more than 5 MB of text; divide it into several files',
    zh: '文件里的文字超过 5 MB；请拆成几个文件',
  },
  nameTooLong: {
    en: 'The name with its folders is longer than 300 characters; give it a shorter one',
    zh: '文件名（连同文件夹）超过 300 个字符；请改短一些',
  },
  tooMany: {
    en: 'The folder holds more than 10,000 documents; divide it, and add the parts to several bases',
    zh: '文件夹里的资料超过 10000 份；请拆开，分别添加到几个资料库',
  },
  empty: {
    en: 'The file is empty; save it again with its content',
    zh: '文件是空的；请把内容存好再放进来',
  },
  noText: {
    en: 'No text was found in the file; write what it says as text',
    zh: '文件里没有文字；请把内容写成文字',
  },
  scanned: {
    en: 'No page of this PDF has text, so it is probably scanned; run text recognition (OCR) on it and save it again',
    zh: '这个 PDF 没有一页有文字，多半是扫描件；请先做文字识别（OCR），另存后再放进来',
  },
  encryptedPdf: {
    en: 'This PDF is protected by a password; save it without one',
    zh: '这个 PDF 有密码；请去掉密码后另存',
  },
  encryptedOffice: {
    en: 'This file is protected by a password; save it without one',
    zh: '这个文件有密码；请去掉密码后另存',
  },
  broken: {
    en: 'The file is broken or is not what its name says; open it in the program that made it and save it again',
    zh: '文件已损坏，或内容与扩展名不符；请用原来的程序打开并重新保存',
  },
  unpacksTooMuch: {
    en: 'The file unpacks to more than 100 MB or to too many parts; remove its pictures or divide it',
    zh: '文件解开后超过 100 MB 或部件太多；请删去图片或拆成几个文件',
  },
  tooMuchMemory: {
    en: 'Reading the file took more than 300 MB of memory; divide it into several files or save it as text',
    zh: '读取这个文件需要 300 MB 以上的内存；请拆成几个文件，或另存为文本',
  },
  tooLong: {
    en: 'Reading the file took more than 60 s; divide it into several files or save it as text',
    zh: '读取这个文件超过 60 秒；请拆成几个文件，或另存为文本',
  },
  tooDeep: {
    en: 'The page is nested too deeply to be read; save what it says as text',
    zh: '网页嵌套太深，读不了；请把内容存成文本',
  },
  unreadable: {
    en: 'The file could not be read; check its permissions',
    zh: '文件读不了；请检查它的权限',
  },
  noEntries: {
    en: 'The sheet of questions and answers has no row with both; fill in question and answer',
    zh: '问答表里没有一行同时有问题和答案；请填好问题和答案',
  },
  useDocx: {
    en: 'This format cannot be read; save the file as .docx or PDF',
    zh: '读不了这种格式；请另存为 .docx 或 PDF',
  },
  useXlsx: {
    en: 'This format cannot be read; save the file as .xlsx or CSV',
    zh: '读不了这种格式；请另存为 .xlsx 或 CSV',
  },
  usePdf: {
    en: 'Slides cannot be read; save the file as PDF',
    zh: '读不了演示文稿；请另存为 PDF',
  },
  useText: {
    en: 'A picture has no text to search; write what it shows into a text file, .docx or PDF',
    zh: '图片里没有可以搜索的文字；请把内容写进文本文件、.docx 或 PDF',
  },
  unknownFormat: {
    en: 'This format cannot be read; use .md, .txt, .html, .pdf, .docx, .xlsx or .csv',
    zh: '读不了这种格式；请用 .md、.txt、.html、.pdf、.docx、.xlsx 或 .csv',
  },
} as const satisfies Record<string, Sentence>;

/** Joins what is to be said about a document that was taken in. */
export function joinProblems(problems: readonly Sentence[]): Sentence | undefined {
  if (problems.length === 0) return undefined;
  return {
    en: problems.map(({ en }) => en).join('; '),
    zh: problems.map(({ zh }) => zh).join('；'),
  };
}
