import { readBaseUrl, type ReadBaseUrl } from './base-url.ts';
import { withoutPassword } from './model-settings.ts';

/**
 * Reads the address of a platform for bots. Its API stands at one path after the origin, or after the path at which a
 * proxy serves it; a call or a page that was copied along is taken away, with a note.
 */
export function readBotUrl(value: string, name: string, path: '/v1' | ''): ReadBaseUrl {
  const read = readBaseUrl(value, name);
  if ('problem' in read) return read;
  const url = new URL(value);
  const before = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/(?:v\d+|chat|chat-messages)(?:\/.*)?$/, '');
  url.pathname = `${before}${path}`;
  const baseUrl = url.href.replace(/\/+$/, '');
  if (baseUrl === value.replace(/\/+$/, '')) return { baseUrl };
  const shown = withoutPassword(baseUrl);
  return {
    baseUrl,
    note: {
      en: `${name} is read as ${shown}: the API begins there`,
      zh: `${name} 按 ${shown} 使用：接口从那里开始`,
    },
  };
}
