import type { Sentence } from '../runtime/sentence.ts';

/** What the checks of servers of tools say. */
export const mcpCheckTexts = {
  offers: (name: string, offered: number, withheld: number): Sentence => ({
    en: `${name}: models are offered ${count(offered, 'tool')}${withheld === 0 ? '' : `; ${withheld} more do not say that they only read, or are too many`}`,
    zh: `${name}：提供 ${offered} 个工具${withheld === 0 ? '' : `；另有 ${withheld} 个没有声明只读或数量太多，未提供`}`,
  }),
  missing: (name: string, tools: readonly string[]): Sentence => ({
    en: `allowTools of ${name} names ${tools.join(', ')}, which the server does not have. Correct the names.`,
    zh: `${name} 的 allowTools 里写了 ${tools.join('、')}，服务器上没有。请改正名字。`,
  }),
  failed: (name: string, says: Sentence): Sentence => ({
    en: `${name}: ${says.en}`,
    zh: `${name}：${says.zh}`,
  }),
};

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
