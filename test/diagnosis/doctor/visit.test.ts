import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { createServer as createSilent, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { visit } from '../../../src/diagnosis/doctor/visit.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
/** Made for these tests, valid for a hundred years, trusted by nobody. */
const own = { cert: read('localhost.crt'), key: read('localhost.key') };

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('a visit', () => {
  it('reads what is said although the certificate is signed by itself, and says so', async () => {
    const port = await listen(createSecure(own, (_request, response) => response.end('hello')));
    const url = new URL(`https://localhost:${port}/wechat`);
    const stranger = await visit(url);
    expect(stranger).toMatchObject({ status: 200, text: 'hello' });
    expect(stranger.certificate?.problem).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(stranger.certificate?.validTo).toBeGreaterThan(Date.now());
    expect((await visit(url, own.cert)).certificate).not.toHaveProperty('problem');
  });

  it('notices a certificate that is for another name', async () => {
    const port = await listen(createSecure(own, (_request, response) => response.end()));
    const { certificate } = await visit(new URL(`https://127.0.0.1:${port}/`), own.cert);
    expect(certificate?.problem).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('follows no redirect', async () => {
    const paths: string[] = [];
    const server = createPlain((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(301, { location: '/else' }).end();
    });
    const port = await listen(server);
    const seen = await visit(new URL(`http://127.0.0.1:${port}/wechat`));
    expect(seen).toMatchObject({ status: 301, location: '/else' });
    expect(seen).not.toHaveProperty('certificate');
    expect(paths).toEqual(['/wechat']);
  });

  it('fails with a code where nothing listens, and where something else than TLS does', async () => {
    await expect(visit(new URL('https://127.0.0.1:9/'))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    const silent = createSilent((socket) => socket.end('no TLS\n')).listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await expect(visit(new URL(`https://127.0.0.1:${port}/`))).rejects.toHaveProperty('code');
  });
});
