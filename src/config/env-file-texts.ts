import type { Sentence } from '../runtime/sentence.ts';

/** The texts about a settings file that cannot be read, and about lines that do not do what they seem to. */
export const envFileTexts = {
  isFolder: (path: string): Sentence => ({
    en: `${path} is a folder. Remove it and put a file of settings there (Docker makes such a folder when it mounts a file that does not exist).`,
    zh: `${path} 是一个文件夹。请删掉它，换成写设置的文件（Docker 挂载不存在的文件时会自动建出这样的文件夹）。`,
  }),
  forbidden: (path: string, owner: string, user: string): Sentence => ({
    en: `${path} may not be read by ${user}, who runs Kuaihui; it belongs to ${owner}. Give it to that user: chown ${user} ${path}`,
    zh: `运行快回的用户 ${user} 无权读取 ${path}，它属于 ${owner}。把它交给这个用户：chown ${user} ${path}`,
  }),
  failed: (path: string, code: string): Sentence => ({
    en: `${path} cannot be read (${code}). Make it readable, or take it away.`,
    zh: `${path} 读不出来（${code}）。请修好这个文件，或把它移走。`,
  }),
  nulBytes: (path: string): Sentence => ({
    en: `${path} holds NUL bytes, so it is damaged or no text. Write it anew, as UTF-8.`,
    zh: `${path} 里有 NUL 字节，文件坏了或不是文本。请重新写一份，编码用 UTF-8。`,
  }),
  unknownEncoding: (path: string): Sentence => ({
    en: `${path} is neither UTF-8 nor UTF-16 nor GBK. Save it as UTF-8 in your editor.`,
    zh: `${path} 的编码不是 UTF-8，也不是 UTF-16 或 GBK。请在编辑器里另存为 UTF-8。`,
  }),
  otherEncoding: (path: string, encoding: string): Sentence => ({
    en: `${path} is saved as ${encoding} and was read as such. Save it as UTF-8: other programs misread it.`,
    zh: `${path} 的编码是 ${encoding}，已按 ${encoding} 读取。请另存为 UTF-8，别的程序会读错。`,
  }),
  elsewhere: (path: string, folder: string): Sentence => ({
    en: `${path} is not read, because Kuaihui was started in ${folder}, which has no .env but its data. Move the file there, or start in the file's folder.`,
    zh: `没有读取 ${path}：快回是在 ${folder} 里启动的，那里没有 .env，却有数据。请把文件移过去，或到文件所在的文件夹启动。`,
  }),
  movedTo: (folder: string, from: string): Sentence => ({
    en: `There is no .env in ${from}, where Kuaihui was started, so it works in ${folder}, which has one: data and relative paths are there too.`,
    zh: `启动快回的文件夹 ${from} 里没有 .env，所以改用有 .env 的 ${folder}：数据和相对路径也都以它为准。`,
  }),

  meantAs: (line: number, written: string, setting: string): Sentence => ({
    en: `.env line ${line} sets nothing: ${written}. Write it as ${setting}=… with an ASCII = and the name alone before it.`,
    zh: `.env 第 ${line} 行没有生效：${written}。请写成 ${setting}=…，用半角的 =，前面只写名字。`,
  }),
  isFullWidth: (line: number, written: string, setting: string, mark: string): Sentence => ({
    en: `.env line ${line} sets nothing: ${written}. It has a full-width ${mark}; write ${setting}=… with an ASCII =.`,
    zh: `.env 第 ${line} 行没有生效：${written}。里面的 ${mark} 是全角的，请用半角写成 ${setting}=…。`,
  }),
  restOf: (line: number, written: string, setting: string): Sentence => ({
    en: `.env line ${line} sets nothing: ${written}. If it goes on with ${setting}, write \\n for the line break, or put the whole value in quotation marks.`,
    zh: `.env 第 ${line} 行没有生效：${written}。如果它是 ${setting} 的下文，换行请写成 \\n，或把整个值放进英文引号。`,
  }),
  nothing: (line: number, written: string): Sentence => ({
    en: `.env line ${line} is no setting and is ignored: ${written}. A comment begins with #.`,
    zh: `.env 第 ${line} 行不是设置，已忽略：${written}。注释要以 # 开头。`,
  }),
  unknownName: (line: number, name: string): Sentence => ({
    en: `.env line ${line}: Kuaihui has no setting ${name}, so it changes nothing. .env.example lists all names.`,
    zh: `.env 第 ${line} 行：快回没有 ${name} 这个设置，写了也不起作用。全部名字见 .env.example。`,
  }),
  misnamed: (where: Sentence, name: string, setting: string): Sentence => ({
    en: `${where.en}: Kuaihui does not read ${name}. Rename it to ${setting}, or take it away.`,
    zh: `${where.zh}：快回不读 ${name}。请改名为 ${setting}，不需要就删掉。`,
  }),
  unusedProvider: (where: Sentence, name: string, provider: string): Sentence => ({
    en: `${where.en}: ${name} has no effect, because no list of models names ${provider}. Write CHAT_MODELS=${provider}/MODEL, or take the line away.`,
    zh: `${where.zh}：${name} 没有起作用，因为还没有用 ${provider} 的模型。请写 CHAT_MODELS=${provider}/模型名，不需要就删掉这一行。`,
  }),
  misnamedToo: (where: Sentence, name: string, setting: string): Sentence => ({
    en: `${where.en}: Kuaihui does not read ${name}; ${setting} counts.`,
    zh: `${where.zh}：快回不读 ${name}，起作用的是 ${setting}。`,
  }),
  misnamedAddress: (where: Sentence, name: string): Sentence => ({
    en: `${where.en}: Kuaihui does not read ${name}, so the key and the questions would go to api.openai.com. Name the address OPENAI_BASE_URL, or the models in CHAT_MODELS; for OpenAI itself set OPENAI_BASE_URL=https://api.openai.com/v1.`,
    zh: `${where.zh}：快回不读 ${name}，密钥和问题会被发往 api.openai.com。请把地址写在 OPENAI_BASE_URL 里，或用 CHAT_MODELS 写明用哪家的模型；确实用 OpenAI 的话，写 OPENAI_BASE_URL=https://api.openai.com/v1。`,
  }),
  tooLate: (line: number, name: string): Sentence => ({
    en: `.env line ${line}: Node reads ${name} before it reads .env, so here it changes nothing. Set it in the environment, in front of the command that starts Kuaihui.`,
    zh: `.env 第 ${line} 行：Node 在读 .env 之前就要用 ${name}，写在这里不起作用。请在启动命令前用环境变量设置。`,
  }),
  duplicate: (line: number, name: string, before: number, kept: string): Sentence => ({
    en: `.env sets ${name} in line ${before} and again in line ${line}; the later one counts: ${kept}. Take one away.`,
    zh: `.env 第 ${before} 行和第 ${line} 行都设置了 ${name}，以后面的为准：${kept}。请删掉一行。`,
  }),
  cutAtHash: (line: number, name: string, kept: string): Sentence => ({
    en: `.env line ${line}: ${name} is cut at # and reads ${kept}. Put the value in quotation marks: ${name}="…"; for a comment, put a space before #.`,
    zh: `.env 第 ${line} 行：${name} 在 # 处被截断，读到的是 ${kept}。请给值加英文引号：${name}="…"；如果是注释，# 前面要有空格。`,
  }),
  commentInText: (line: number, name: string, kept: string): Sentence => ({
    en: `.env line ${line}: what follows # is taken for a comment, so ${name} reads ${kept}. If # belongs to it, put the value in quotation marks.`,
    zh: `.env 第 ${line} 行：# 后面的被当作注释，${name} 读到的是 ${kept}。如果 # 是内容，请给值加英文引号。`,
  }),
  unclosed: (line: number, name: string, kept: string): Sentence => ({
    en: `.env line ${line}: a quotation mark in ${name} opens and does not close, so it reads ${kept}. Close it, or take both away.`,
    zh: `.env 第 ${line} 行：${name} 的引号没有成对，读到的是 ${kept}。请补上，或两个都去掉。`,
  }),
  swallowed: (line: number, lastLine: number, name: string): Sentence => ({
    en: `.env line ${line}: the quotation mark in ${name} closes only in line ${lastLine}, so the settings between them are part of its value. Close it in line ${line}.`,
    zh: `.env 第 ${line} 行：${name} 的引号到第 ${lastLine} 行才成对，中间的设置都成了它的值。请在第 ${line} 行补上引号。`,
  }),
};

/** Names a line of the file at the beginning of a sentence. */
export const inLine = (line: number): Sentence => ({
  en: `.env line ${line}`,
  zh: `.env 第 ${line} 行`,
});

export const inEnvironment: Sentence = { en: 'In the environment', zh: '环境变量' };
