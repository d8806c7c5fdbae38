import type { Sentence } from '../../runtime/sentence.ts';

/** What the console says of personas that cannot be changed as asked. */
export const personasTexts = {
  notValid: (): Sentence => ({
    en: 'The persona was not saved, because something cannot be used.',
    zh: '角色没有保存，有的内容不能用。',
  }),
  unknown: (): Sentence => ({ en: 'There is no such persona.', zh: '没有这个角色。' }),
  nameTaken: (name: string): Sentence => ({
    en: `The name ${name} belongs to another persona, or stands for the default one.`,
    zh: `名字“${name}”已经被别的角色用了，或指默认角色。`,
  }),
  ofFile: (file: string): Sentence => ({
    en: `This persona comes from the file ${file}: it goes when the file is deleted.`,
    zh: `这个角色来自文件 ${file}，删掉那个文件它才会消失。`,
  }),
  isDefault: (): Sentence => ({
    en: 'PERSONA names this persona as the default. Change that setting first.',
    zh: '设置 PERSONA 把它定为默认角色，请先改那个设置。',
  }),
};
