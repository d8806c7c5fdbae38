import type { PageTexts } from './texts/page-texts.ts';

/** The name of an answerer in one language: a model's own, or the page's word with the folder of the documents, if any. */
export function answererName(name: string, texts: PageTexts): string {
  const folder = folderOfDocuments(name);
  if (folder !== undefined) return `${texts.answerers.knowledge} ${folder}`.trimEnd();
  return /practice model$/.test(name) ? texts.answerers.practice : name;
}

/** Returns the folder of the documents, a model's name, or nothing for documents without a folder. */
export function folderOrName(name: string): string {
  return folderOfDocuments(name) ?? name;
}

function folderOfDocuments(name: string): string | undefined {
  const [all, folder = ''] = /^documents(?: in (.*))?$/.exec(name) ?? [];
  return all === undefined ? undefined : folder;
}
