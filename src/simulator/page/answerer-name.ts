import type { AnswererKind } from '../page-events.ts';
import type { PageTexts } from './texts/page-texts.ts';

/** The name of an answerer in one language: a model's own, or the page's word with the folder of the documents. */
export function answererName(name: string, texts: PageTexts, kind?: AnswererKind): string {
  const [, folder] = /^documents in (.*)$/s.exec(name) ?? [];
  if (folder !== undefined) return `${texts.answerers.knowledge} ${folder}`;
  const isPractice = kind === 'practice' || /practice model$/.test(name);
  return isPractice ? texts.answerers.practice : name;
}
