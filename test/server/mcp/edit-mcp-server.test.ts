import { expect, it } from 'vitest';
import {
  editMcpServer,
  type McpServerValues,
  type StoredMcpServer,
} from '../../../src/server/mcp/edit-mcp-server.ts';

const BEFORE: StoredMcpServer = {
  allowTools: ['order'],
  isOn: true,
  timeoutSeconds: 20,
  secret: { url: 'https://a.example/mcp?key=k1', headers: { 'x-key': 'k2' } },
};
const edit = (values: McpServerValues, before: StoredMcpServer | undefined = BEFORE) =>
  editMcpServer('shop', before, values);

it('keeps what a change does not name', () => {
  expect(edit({ isOn: false })).toEqual({ is: 'valid', server: { ...BEFORE, isOn: false } });
});

it('keeps the key in an address that comes back as it was shown', () => {
  expect(edit({ url: 'https://a.example/mcp' })).toEqual({ is: 'valid', server: BEFORE });
});

it('takes headers to another path of the same origin, and to no other', () => {
  expect(edit({ url: 'https://a.example/v2' })).toMatchObject({ is: 'valid' });
  for (const url of ['https://b.example/mcp', 'http://a.example/mcp', 'https://a.example:8443/mcp'])
    expect(edit({ url })).toMatchObject({ because: { en: expect.stringContaining('again') } });
  const moved = edit({ url: 'https://b.example/mcp', headers: { 'x-key': 'k3' } });
  expect(moved).toMatchObject({
    server: { secret: { url: 'https://b.example/mcp', headers: { 'x-key': 'k3' } } },
  });
});

it('asks for both secrets where they do not open', () => {
  const closed = { ...BEFORE, secret: undefined };
  expect(edit({ isOn: false }, closed)).toMatchObject({ is: 'refused' });
  const url = 'https://a.example/mcp';
  expect(edit({ url }, closed)).toMatchObject({ is: 'refused' });
  expect(edit({ url, headers: {} }, closed)).toMatchObject({ is: 'valid' });
});

it.each<[string, McpServerValues, string]>([
  ['no address', {}, 'url has to be'],
  ['a file', { url: 'file:///etc/passwd' }, 'url has to be'],
  ['a variable of ours', { url: 'https://a.example/?k=${KUAIHUI_SECRET}' }, 'KUAIHUI_SECRET'],
  ['a broken header', { url: 'https://a.example/', headers: { a: 'b\nc' } }, 'headers has to'],
])('refuses a new server with %s', (_title, values, says) => {
  const edited = editMcpServer('shop', undefined, values);
  expect(edited).toMatchObject({ is: 'refused', because: { en: expect.stringContaining(says) } });
});

it('refuses a name that tools cannot be named after', () => {
  const edited = editMcpServer('My Shop', undefined, { url: 'https://a.example/' });
  expect(edited).toMatchObject({ is: 'refused' });
});
