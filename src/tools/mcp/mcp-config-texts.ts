import type { Sentence } from '../../runtime/sentence.ts';

/** What is wrong with MCP_CONFIG, and what to do. Values are not told, for they may be secret. */
export const mcpConfigTexts = {
  unreadable: (path: string): Sentence => ({
    en: `MCP_CONFIG names ${path}, which cannot be read. Correct the path, or give the file to the user who runs Kuaihui.`,
    zh: `MCP_CONFIG 写的是 ${path}，读不了。请改正路径，或把这个文件交给运行快回的用户。`,
  }),
  tooLarge: (mostBytes: number): Sentence => ({
    en: `MCP_CONFIG is larger than ${mostBytes} bytes. Name the file with mcpServers.`,
    zh: `MCP_CONFIG 超过 ${mostBytes} 字节。请填带 mcpServers 的那个文件。`,
  }),
  noJson: (): Sentence => ({
    en: 'MCP_CONFIG is no JSON. Look for a missing comma, quote or bracket.',
    zh: 'MCP_CONFIG 不是 JSON。请看看是不是少了逗号、引号或括号。',
  }),
  noServers: (): Sentence => ({
    en: 'MCP_CONFIG has no object mcpServers. Write {"mcpServers": {"name": {"command": "…"}}}.',
    zh: 'MCP_CONFIG 里没有 mcpServers 对象。请写成 {"mcpServers": {"名字": {"command": "…"}}}。',
  }),
  tooMany: (most: number): Sentence => ({
    en: `MCP_CONFIG has more than ${most} servers. Take some out.`,
    zh: `MCP_CONFIG 里的服务器超过 ${most} 个。请删掉一些。`,
  }),
  name: (name: string): Sentence => ({
    en: `MCP server ${shorten(name)}: name it with lower-case letters, digits, - and _, at most 32, beginning with a letter or a digit.`,
    zh: `MCP 服务器 ${shorten(name)}：名字只能用小写字母、数字、- 和 _，最多 32 个字符，以字母或数字开头。`,
  }),
  /** The form of a field, by the rules of the configuration. */
  field: (name: string, field: string, wanted: Sentence): Sentence => ({
    en: `MCP server ${name}: ${field} has to be ${wanted.en}.`,
    zh: `MCP 服务器 ${name}：${field} 要写成${wanted.zh}。`,
  }),
  eitherOr: (name: string): Sentence => ({
    en: `MCP server ${name}: give it either a command, or a url.`,
    zh: `MCP 服务器 ${name}：command 和 url 要写一个，也只能写一个。`,
  }),
  sse: (name: string): Sentence => ({
    en: `MCP server ${name}: the old HTTP+SSE transport is not spoken here. Use its address for streamable HTTP, which often ends in /mcp, with "type": "http".`,
    zh: `MCP 服务器 ${name}：不支持旧的 HTTP+SSE。请改用它的 streamable HTTP 地址（多以 /mcp 结尾），并写 "type": "http"。`,
  }),
  otherType: (name: string, type: string, field: string): Sentence => ({
    en: `MCP server ${name}: type ${type} does not go with ${field}. Take type out.`,
    zh: `MCP 服务器 ${name}：type 是 ${type}，和 ${field} 不配。请去掉 type。`,
  }),
  noVariable: (name: string, variable: string): Sentence => ({
    en: `MCP server ${name} wants \${${variable}}, which is not set. Set ${variable} in .env.`,
    zh: `MCP 服务器 ${name} 要用 \${${variable}}，但没有设置。请在 .env 里设置 ${variable}。`,
  }),
};

/** Cuts and cleans a name that is no name. */
function shorten(name: string): string {
  return JSON.stringify(name.slice(0, 40)).slice(1, -1);
}

/** What each field has to be. */
export const FIELD_FORMS: Readonly<Record<string, Sentence>> = {
  type: { en: 'stdio or http', zh: ' stdio 或 http' },
  command: { en: 'the name or the path of a program', zh: '程序的名字或路径' },
  args: { en: 'a list of texts', zh: '字符串的列表' },
  env: { en: 'an object of texts', zh: '值都是字符串的对象' },
  cwd: { en: 'the path of a folder', zh: '文件夹的路径' },
  url: {
    en: 'an address that begins with http:// or https://, without user name and password',
    zh: '以 http:// 或 https:// 开头的地址，不带用户名和密码',
  },
  headers: {
    en: 'an object of texts that HTTP takes as headers',
    zh: '值都是字符串的对象，并且能用作 HTTP 请求头',
  },
  allowTools: { en: 'a list of names of tools', zh: '工具名的列表' },
  disabled: { en: 'true or false', zh: ' true 或 false' },
  timeoutSeconds: { en: 'a number from 1 to 120', zh: ' 1 到 120 的数字' },
};

/** For a server that is no object at all. */
export const SERVER_FORM: Sentence = {
  en: 'an object with command or url',
  zh: '带 command 或 url 的对象',
};
