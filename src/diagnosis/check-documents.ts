import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Sentence } from '../runtime/sentence.ts';
import type { Finding } from './finding.ts';

const texts = {
  missing: (path: string): Sentence => ({
    en: `KNOWLEDGE_DIR=${path} is no folder that can be read`,
    zh: `KNOWLEDGE_DIR=${path} 不是能读取的文件夹`,
  }),
  compare: (path: string): Sentence => ({
    en: `Compare the path, which was read as ${path}, and whether this user may read it. Leave KNOWLEDGE_DIR out for the handbook.`,
    zh: `请核对路径（实际读的是 ${path}），以及当前用户有没有读取权限。想用自带的手册就去掉 KNOWLEDGE_DIR。`,
  }),
  empty: (path: string): Sentence => ({
    en: `There is nothing to quote in KNOWLEDGE_DIR=${path}`,
    zh: `KNOWLEDGE_DIR=${path} 里没有可以引用的资料`,
  }),
  fill: (): Sentence => ({
    en: 'Put *.md or *.txt files there. Leave KNOWLEDGE_DIR out for the handbook.',
    zh: '请放入 *.md 或 *.txt 文件。想用自带的手册就去掉 KNOWLEDGE_DIR。',
  }),
};

/** Returns what is wrong with a folder of the deployer's documents, or undefined if something can be quoted. */
export async function findFaultInDocuments(
  folder: string,
  countPassages: () => Promise<number>,
): Promise<Finding | undefined> {
  const isFolder = await stat(folder).then(
    (file) => file.isDirectory(),
    () => false,
  );
  const wrong = { name: 'answers', is: 'wrong' } as const;
  if (!isFolder)
    return { ...wrong, says: texts.missing(folder), remedy: texts.compare(resolve(folder)) };
  if ((await countPassages()) > 0) return undefined;
  return { ...wrong, says: texts.empty(folder), remedy: texts.fill() };
}
