import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../src/inbox/commands.ts';
import type { Offers } from '../../../src/inbox/offers.ts';
import { en } from '../../../src/inbox/texts/en.ts';
import type { Texts } from '../../../src/inbox/texts/texts.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { byteLength } from '../../../src/rendering/split-text.ts';

/** Lines that stand in a message together with an answer. */
const IN_MESSAGES = [
  'more',
  'earlier',
  'stillWriting',
  'aiLabel',
  'failed',
  'interrupted',
  'cutOff',
  'refused',
  'cutByFilter',
] as const;
const SEVERAL: Offers = {
  answersFrom: 'model',
  usesDocuments: () => true,
  personas: ['翻译', '写作'],
  models: ['deepseek/v4', 'qwen/plus'],
};
const DOCUMENTS: Offers = {
  answersFrom: 'documents',
  usesDocuments: () => false,
  personas: [],
  models: [],
};
const LINK = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^"]*)&msgmenuid=1">([^<]*)<\/a>/g;
const FORBIDDEN_IN_LINK = /[&#"'<>%\s]/;

function sentencesOf(texts: Texts): [string, string][] {
  const place = { label: '天河路', latitude: 23.1, longitude: 113.3 };
  const link = { title: '标题', description: '说明', url: 'https://example.org' };
  return [
    ...Object.entries(texts).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
    ['locationQuestion', texts.locationQuestion(place)],
    ['linkQuestion', texts.linkQuestion(link)],
    ...Object.entries(texts.pageNotRead),
    ['tooFast', texts.tooFast(23)],
    ['help', texts.help(SEVERAL)],
    ['help without a model', texts.help(DOCUMENTS)],
    ['undone', texts.undone('这是一个很长很长的问题'.repeat(20))],
    ...[{}, { ahead: 0 }, { ahead: 128 }].flatMap((place): [string, string][] => [
      ['inQueue', texts.inQueue({ ...place, beginsInMs: 100_000 }, 'by itself')],
      ['inQueue', texts.inQueue({ ...place, beginsInMs: 100_000 }, 'when asked')],
    ]),
  ];
}

describe.each([
  ['zh', zh],
  ['en', en],
] as const)('the sentences in %s', (_language, texts) => {
  it.each(sentencesOf(texts))('%s is there and fits into one message', (_name, sentence) => {
    expect(sentence.trim()).toBe(sentence);
    expect(sentence).not.toBe('');
    expect(byteLength(sentence)).toBeLessThan(2048);
  });

  it.each(IN_MESSAGES)('%s leaves room for the answer', (name) => {
    expect(byteLength(texts[name])).toBeLessThan(300);
  });

  it.each(sentencesOf(texts))(
    '%s holds only tap links that WeChat’s apps can read',
    (_name, sentence) => {
      expect(sentence.match(/<a /g)?.length).toBe(sentence.match(LINK)?.length);
      for (const [, content = '', label = ''] of sentence.matchAll(LINK)) {
        expect(content).not.toMatch(FORBIDDEN_IN_LINK);
        expect(readCommand(content)).toBeDefined();
        expect(label).not.toBe('');
      }
    },
  );

  it.each(['more', 'earlier', 'stillWriting', 'failed', 'interrupted'] as const)(
    '%s has a link, and can also be followed by typing',
    (name) => {
      const [, command = ''] = [...texts[name].matchAll(LINK)][0] ?? [];
      expect(command).not.toBe('');
      const besideTheLink = texts[name].replace(LINK, '');
      expect(besideTheLink).toContain(command);
    },
  );

  it('ask before they delete, and name what goes', () => {
    const links = [...texts.confirmForgetting.matchAll(LINK)].map(([, word = '']) => word);
    expect(links.map((word) => readCommand(word))).toEqual([{ is: 'confirm forgetting' }]);
    expect(texts.confirmForgetting.replace(LINK, '')).toContain(links[0]);
    expect(texts.help(SEVERAL) + texts.help(DOCUMENTS)).not.toContain(links[0]);
  });

  it('promise no memory where there is none', () => {
    expect(texts.help(DOCUMENTS)).not.toMatch(/我记得|remember/);
    const words = [...texts.help(DOCUMENTS).matchAll(LINK)].map(([, word = '']) =>
      readCommand(word),
    );
    expect(words).not.toContainEqual({ is: 'new' });
    expect(words).not.toContainEqual({ is: 'regenerate' });
  });

  it('offer a choice in the help only where there are several', () => {
    const commandsOf = (offers: Offers) =>
      [...texts.help(offers).matchAll(LINK)].map(([, word = '']) => readCommand(word));
    const one = { ...SEVERAL, personas: ['翻译'], models: ['deepseek/v4'] };
    for (const name of ['persona', 'model']) {
      const command = { is: 'task', task: { name, argument: '' } };
      expect(commandsOf(SEVERAL)).toContainEqual(command);
      expect(commandsOf(one)).not.toContainEqual(command);
    }
  });

  it('offer a link to an answer that waits only where it does not come by itself', () => {
    const place = { ahead: 128, beginsInMs: 100_000 };
    const [asked, byItself] = [
      texts.inQueue(place, 'when asked'),
      texts.inQueue(place, 'by itself'),
    ];
    expect(asked).toMatch(/128.*2 (分钟|min)/);
    expect(asked.replace(LINK, '')).toContain([...asked.matchAll(LINK)][0]?.[1]);
    expect(byItself).not.toContain('<a');
    expect(texts.inQueue({ ahead: 0, beginsInMs: 5000 }, 'by itself')).not.toMatch(/\b0\b/);
  });

  it('label AI’s words as the standard demands', () => {
    expect(texts.aiLabel).toContain('AI生成');
  });

  it('name a place without a name', () => {
    const question = texts.locationQuestion({ label: '', latitude: 1, longitude: 2 });
    expect(question).not.toMatch(/：（|: \(/);
  });
});
