import type { Sentence } from '../../runtime/sentence.ts';

/** What an owner reads about servers of tools that the console adds. */
export const mcpBookTexts = {
  taken: (name: string): Sentence => ({
    en: `There is an MCP server ${name} already. Choose another name, or change that one.`,
    zh: `已有名为 ${name} 的 MCP 服务器。请换个名字，或修改原来的。`,
  }),
  unknown: (name: string): Sentence => ({
    en: `There is no MCP server ${name} that was added here.`,
    zh: `这里没有添加过名为 ${name} 的 MCP 服务器。`,
  }),
  ofEnvironment: (name: string): Sentence => ({
    en: `The MCP server ${name} is set by MCP_CONFIG. Change it there.`,
    zh: `MCP 服务器 ${name} 是在 MCP_CONFIG 里设置的，请在那里修改。`,
  }),
  tooMany: (most: number): Sentence => ({
    en: `There are ${most} MCP servers already. Remove one first.`,
    zh: `已有 ${most} 个 MCP 服务器。请先删掉一个。`,
  }),
  headersNeeded: (): Sentence => ({
    en: 'The headers were entered for another address, and are not sent to the new one. Enter them again.',
    zh: '这些请求头是为另一个地址填的，不会发到新的地址去。请重新填写。',
  }),
  closed: (name: string): Sentence => ({
    en: `The address and the headers of ${name} were sealed with a key that is not here. Enter both again.`,
    zh: `${name} 的地址和请求头是用另一把密钥存的。请重新填写这两项。`,
  }),
};
