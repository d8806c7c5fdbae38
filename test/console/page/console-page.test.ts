import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGate } from '../../../src/console/access/create-gate.ts';
import { createConsolePage } from '../../../src/console/page/console-page.ts';
import { connectRaw } from '../../support/raw-client.ts';

const nobody = { resume: () => Promise.resolve(undefined), holds: () => Promise.resolve(false) };

function serve({ isBuilt = true } = {}) {
  const parent = mkdtempSync(join(tmpdir(), 'kuaihui-page-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  writeFileSync(join(parent, 'secret.txt'), 'a secret beside the page');
  const folder = `${join(parent, 'console')}/`;
  mkdirSync(join(folder, 'assets'), { recursive: true });
  if (isBuilt) writeFileSync(`${folder}index.html`, '<!doctype html>the page');
  writeFileSync(`${folder}assets/index-abc123.js`, 'the script');
  const gate = createGate({ publicUrl: undefined, isInsecureAllowed: false }, nobody);
  return express().use('/console', createConsolePage({ gate, folder }));
}

const local = { Host: 'localhost:3000' };

describe('the page of the console', () => {
  it.each(['/', '/overview', '/conversations/t1', '/login', '/setup?code=c', '/followers/o_x.y'])(
    'is one document at /console%s',
    async (path) => {
      const { text, headers } = await request(serve())
        .get(`/console${path}`)
        .set(local)
        .expect(200);
      expect(text).toContain('the page');
      expect(headers['content-security-policy']).toBe(
        "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
      );
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it('begins at the folder', async () => {
    const { headers } = await request(serve()).get('/console').set(local).expect(302);
    expect(headers['location']).toBe('/console/');
  });

  it('loads assets that browsers keep, and says which do not exist', async () => {
    const app = serve();
    const { headers } = await request(app)
      .get('/console/assets/index-abc123.js')
      .set(local)
      .expect(200, 'the script');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await request(app).get('/console/assets/old.js').set(local).expect(404);
  });

  it.each([
    '/console/../secret.txt',
    '/console/..%2fsecret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/assets/../../secret.txt',
    '/console/assets/..%2f..%2fsecret.txt',
    '/console/..%5csecret.txt',
    '/console/%00',
    '/console/%zz',
    '/console//etc/passwd',
  ])('leads to nothing else by %s', async (path) => {
    const server = serve().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const client = await connectRaw((server.address() as { port: number }).port);
    client.send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    const answer = await client.ended;
    expect(answer).not.toMatch(/a secret|root:/);
    if (path !== '/console//etc/passwd') expect(answer).toMatch(/^HTTP\/1.1 40\d/);
  });

  it('is refused over plain HTTP from afar, in a sentence', async () => {
    const zh = await request(serve()).get('/console/').set('Host', 'bot.example.com').expect(403);
    expect(zh.text).toContain('隧道');
    expect(zh.headers['content-type']).toContain('text/plain');
    const asset = request(serve()).get('/console/assets/index-abc123.js');
    await asset.set('Host', 'bot.example.com').expect(403);
  });

  it('says what to run where it is not built', async () => {
    const { text } = await request(serve({ isBuilt: false }))
      .get('/console/')
      .set({ ...local, 'Accept-Language': 'en' })
      .expect(503);
    expect(text).toContain('npm run build');
  });

  it('takes no other method', async () => {
    await request(serve()).post('/console/overview').set(local).expect(405);
  });
});
