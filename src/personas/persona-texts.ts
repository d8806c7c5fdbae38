import type { Sentence } from '../runtime/sentence.ts';

/** The texts about persona files for the deployer, without the file and the line. */
export const personaTexts = {
  notUtf8: (): Sentence => ({
    en: 'the file is not encoded in UTF-8. Save it as UTF-8.',
    zh: '文件不是 UTF-8 编码，请另存为 UTF-8。',
  }),
  unreadable: (): Sentence => ({
    en: 'the file cannot be read. May this user read it?',
    zh: '文件读不出来，请检查当前用户有没有读取权限。',
  }),
  tooLarge: (mostBytes: number): Sentence => ({
    en: `the file has more than ${mostBytes} bytes, and the model reads it with every question. Shorten it.`,
    zh: `文件超过 ${mostBytes} 字节，而每个问题都会带上它。请写短一些。`,
  }),
  noHead: (): Sentence => ({
    en: 'the file must begin with a line --- , then lines such as name: 翻译, then another line --- , then the prompt.',
    zh: '文件第一行要写 ---，下面几行写 name: 翻译 这样的内容，再写一行 ---，然后才是提示词。',
  }),
  notYaml: (): Sentence => ({
    en: 'the head cannot be read. Each line is a key, a half-width colon, a space and a value; a value that holds a colon or begins with a mark needs "quotation marks".',
    zh: '开头部分读不懂。每行写一个键、半角冒号、一个空格和值；值里有冒号，或以符号开头，要加半角引号 "…"。',
  }),
  emptyPrompt: (): Sentence => ({
    en: 'there is no prompt after the head. Write what the model is told there.',
    zh: '开头部分之后没有提示词。请把要告诉模型的话写在那里。',
  }),
  nameNeeded: (): Sentence => ({ en: 'A persona needs a name.', zh: '请给角色起个名字。' }),
  promptNeeded: (): Sentence => ({
    en: 'Write what the model is told.',
    zh: '请写下要告诉模型的话（提示词）。',
  }),
  promptTooLarge: (mostBytes: number): Sentence => ({
    en: `The prompt has more than ${mostBytes} bytes, and the model reads it with every question. Shorten it.`,
    zh: `提示词超过 ${mostBytes} 字节，而每个问题都会带上它。请写短一些。`,
  }),
  missing: (key: string): Sentence => ({
    en: `${key} is missing in the head.`,
    zh: `开头部分缺 ${key}。`,
  }),
  notText: (key: string): Sentence => ({
    en: `${key} must be a text; put a number or a list into "quotation marks".`,
    zh: `${key} 要写文字；数字之类请加半角引号 "…"。`,
  }),
  badName: (key: string, most: number): Sentence => ({
    en: `${key} must be 1 to ${most} characters on one line, without & # " ' < > %: a follower taps it.`,
    zh: `${key} 要写在一行里，1 到 ${most} 个字，不能有 & # " ' < > %：粉丝要点它。`,
  }),
  tooLong: (key: string, most: number): Sentence => ({
    en: `${key} may have at most ${most} characters.`,
    zh: `${key} 最多 ${most} 个字。`,
  }),
  badTemperature: (): Sentence => ({
    en: 'temperature must be a number from 0 to 2.',
    zh: 'temperature 要写 0 到 2 的数字。',
  }),
  badModel: (): Sentence => ({
    en: 'model must be written provider/model, such as deepseek/deepseek-v4-flash.',
    zh: 'model 要写成“厂商/模型”，例如 deepseek/deepseek-v4-flash。',
  }),
  badTools: (): Sentence => ({
    en: 'tools must be a list, such as [].',
    zh: 'tools 要写成列表，例如 []。',
  }),
  toolsWithoutEffect: (): Sentence => ({
    en: 'tools have no effect in this version.',
    zh: '这个版本还不支持 tools，写了不起作用。',
  }),
  unknownKey: (key: string, meant: string | undefined, known: readonly string[]): Sentence =>
    meant === undefined
      ? {
          en: `${key} is unknown and has no effect. Known are ${known.join(', ')}.`,
          zh: `不认识 ${key}，不起作用。可以写的有 ${known.join('、')}。`,
        }
      : {
          en: `${key} is unknown and has no effect; ${meant} is probably meant.`,
          zh: `不认识 ${key}，不起作用；要写的大概是 ${meant}。`,
        },
  nameTaken: (name: string, by: string): Sentence => ({
    en: `the name ${name} belongs to ${by} already.`,
    zh: `名字“${name}”已经被 ${by} 用了。`,
  }),
  reservedName: (name: string): Sentence => ({
    en: `the name ${name} stands for the account's default. Choose another one.`,
    zh: `“${name}”指公众号的默认角色，请换个名字。`,
  }),
  modelNotSet: (name: string, model: string): Sentence => ({
    en: `The persona ${name} names the model ${model}, which the settings do not: it is answered by the account's own models.`,
    zh: `角色“${name}”写的模型 ${model} 不在设置里，会由公众号自己的模型回答。`,
  }),
  /** About PERSONAS_DIR. */
  noFolder: (path: string): Sentence => ({
    en: `PERSONAS_DIR=${path} is no folder that can be read. Compare the path, and whether this user may read it; leave it out for the personas that come along.`,
    zh: `PERSONAS_DIR=${path} 不是能读取的文件夹。请核对路径和读取权限；想用自带的角色就去掉这一项。`,
  }),
  /** About PERSONA. */
  unknownPersona: (name: string, known: readonly string[]): Sentence => ({
    en: `PERSONA=${name} is none of the personas: ${known.join(', ') || 'there are none'}. Write one of these names, or leave it out.`,
    zh: `PERSONA=${name} 不是已有的角色：${known.join('、') || '一个也没有'}。请写其中一个，或去掉这一项。`,
  }),
};
