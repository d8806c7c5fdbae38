import type { PageTexts } from './texts/page-texts.ts';

/** The name of an answerer in one language: a model's own, or the page's word with the folder of the documents. */
export function answererName(name: string, texts: PageTexts): string {
  const folder = folderOrName(name);
  if (folder !== name) return `${texts.answerers.knowledge} ${folder}`;
  return /practice model$/.test(name) ? texts.answerers.practice : name;
}

/** The folder of the documents, or a model's name. */
export function folderOrName(name: string): string {
  return name.replace(/^documents in /, '');
}
