import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROJECT_FOLDER } from '../config/project-folder.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** The folder takes no files. */
class InitError extends KuaihuiError {
  readonly code = 'cannot_write';
}

/**
 * Writes the list of all settings into a folder, and the deployer's own settings if there are none. Returns what was
 * done.
 * @throws InitError where the folder cannot be written.
 */
export function init(folder: string): readonly Sentence[] {
  const example = join(PROJECT_FOLDER, '.env.example');
  const list = join(folder, '.env.example');
  const own = join(folder, '.env');
  try {
    if (resolve(list) !== resolve(example)) copyFileSync(example, list);
    if (existsSync(own)) return [texts.list(list), texts.kept(own)];
    // Secrets will stand in it.
    writeFileSync(own, readFileSync(example), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new InitError(texts.notWritable(folder, code), { cause: error });
  }
  return [texts.list(list), texts.made(own)];
}

const texts = {
  list: (path: string): Sentence => ({
    en: `${path} lists every setting with its default.`,
    zh: `${path} 里有全部设置和默认值。`,
  }),
  kept: (path: string): Sentence => ({
    en: `${path} was there already and stays as it is.`,
    zh: `${path} 已经存在，没有改动。`,
  }),
  made: (path: string): Sentence => ({
    en: `${path} is yours: take the # away from the lines that you need, fill them in, and start. What it sets is locked in the console, so leave out what you want to set there.`,
    zh: `${path} 归你填：去掉需要的行前面的 #，填好后启动。在这里填了的，控制台里就不能再改；想在控制台里设置的不用填。`,
  }),
  notWritable: (path: string, code: string): Sentence => ({
    en: `No file can be written into ${path} (${code}). Go to a folder of your own and type the command again.`,
    zh: `${path} 里写不了文件（${code}）。请进入自己的文件夹再运行一次。`,
  }),
};
