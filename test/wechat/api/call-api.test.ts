import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createCallApi } from '../../../src/wechat/api/call-api.ts';
import { WechatUnreachableError } from '../../../src/wechat/errors.ts';

/** Starts a host that answers every request with this. */
async function startHost(body: Buffer, headers: Record<string, string> = {}) {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(200, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return createCallApi({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 5000 });
}

const answer = (bytes: number) =>
  Buffer.from(JSON.stringify({ errcode: 0, list: 'x'.repeat(bytes) }));

it.each([
  ['as it is', answer(2 * 1024 * 1024), {}],
  ['after it is unpacked', gzipSync(answer(100 * 1024 * 1024)), { 'content-encoding': 'gzip' }],
])('an answer is not read beyond a mebibyte, %s', async (_how, body, headers) => {
  const callApi = await startHost(body, headers);
  const before = process.memoryUsage().rss;
  await expect(callApi('cgi-bin/x', {})).rejects.toThrow(WechatUnreachableError);
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
});

it('an answer of half a mebibyte is read whole', async () => {
  const callApi = await startHost(answer(512 * 1024));
  expect(await callApi('cgi-bin/x', {})).toMatchObject({ errcode: 0 });
});
