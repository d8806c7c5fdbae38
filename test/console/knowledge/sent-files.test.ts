import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditList } from '../../../src/console/audit/audit-contract.ts';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';
import { RETURNS, send } from './send-file.ts';

function leftUploads(dataDir: string): readonly string[] {
  const folder = join(dataDir, 'uploads');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

describe('a file that the owner sends', () => {
  it('is listed, read, found and answered from, and removed again', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const added = await send(owner, '退货.md', RETURNS, '&address=shop.example.com/returns');
    expect(added.body).toMatchObject({
      ...{ document: '退货.md', base: 'default', result: 'added', passages: 1, isFaq: false },
    });
    expect(leftUploads(bot.dataDir)).toEqual([]);
    expect((await send(owner, '退货.md', RETURNS)).body.result).toBe('unchanged');

    const { body: listed } = await owner.get('/knowledge');
    expect(listed).toMatchObject({ bases: ['default'], total: 1, isOnly: false });
    expect(listed.documents[0]).toMatchObject({
      ...{ document: '退货.md', title: '退货', address: 'https://shop.example.com/returns' },
    });
    const place = `base=default&document=${encodeURIComponent('退货.md')}`;
    const { body: read } = await owner.get(`/knowledge/documents?${place}`);
    expect(read.parts).toEqual([
      { heading: '怎么退货', text: expect.stringContaining('7 天内'), wordings: [] },
    ]);

    bot.model.next(says('7 天内可以退货。'));
    const { body: found } = await owner.post('/knowledge/search', {
      ...{ question: '怎么退货', answer: true },
    });
    expect(found.passages[0]).toMatchObject({ document: '退货.md', score: expect.any(Number) });
    expect(found.isBelowFloor).toBe(false);
    expect(found.answer).toMatchObject({ text: expect.stringContaining('7 天'), isRefused: false });

    expect((await owner.delete(`/knowledge/documents?${place}`)).body).toEqual({ isRemoved: true });
    expect((await owner.delete(`/knowledge/documents?${place}`)).status).toBe(404);
    expect((await owner.get('/knowledge')).body.total).toBe(0);
    const { body: notes } = await owner.get('/audit');
    const actions = (notes as AuditList).items.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['knowledge.add', 'knowledge.ask', 'knowledge.remove']),
    );
    expect(JSON.stringify(notes)).not.toContain('怎么退货');
  });

  it('is refused beyond 50 MB, whether its length is told or not, and nothing of it stays', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const piece = new Uint8Array(1_000_000).fill(97);
    const told = await send(owner, 'a.txt', new Blob(Array.from({ length: 51 }, () => piece)));
    expect([told.status, told.body.code]).toEqual([413, 'too_large']);
    let pieces = 0;
    const stream = new ReadableStream({
      pull(controller) {
        pieces += 1;
        if (pieces > 60) controller.close();
        else controller.enqueue(piece);
      },
    });
    const untold = await send(owner, 'b.txt', stream);
    expect([untold.status, untold.body.code]).toEqual([413, 'too_large']);
    expect(leftUploads(bot.dataDir)).toEqual([]);
    expect((await owner.get('/knowledge')).body.total).toBe(0);
  });

  it('is told in a sentence when it cannot be read, and stands in the list with it', async () => {
    const owner = await openConsoleOf(await startBot());
    const { status, body } = await send(owner, '价格.pptx', 'x');
    expect([status, body.result]).toEqual([200, 'failed']);
    expect(body.problem).toMatch(/PDF/);
    expect((await owner.get('/knowledge')).body.documents[0]).toMatchObject({
      ...{ isFailed: true, problem: body.problem },
    });
  });

  it('is refused with a name that is no plain name', async () => {
    const { owner, dataDir } = await openBot();
    const names = [
      ...['../../etc/passwd.md', 'a/b.md', 'a\\b.md', '..', '.', ' '],
      ...['\u0000.md', 'a\u202Edm.exe.md', 'a\nb.md', 'learnt/abc'],
    ];
    for (const name of names)
      expect([name, (await send(owner, name, RETURNS)).status]).toEqual([name, 400]);
    expect(leftUploads(dataDir)).toEqual([]);
    expect((await owner.get('/knowledge')).body.total).toBe(0);
  });

  it('keeps its text as text, whatever a browser would take it for', async () => {
    const owner = await openConsoleOf(await startBot());
    const title = '<img src=x onerror=alert(1)>';
    const name = '<script>alert(1)<.md';
    const { body } = await send(
      owner,
      name,
      `# \\${title}\n\n## 怎么办\n\n"><svg onload=alert(1)>\n`,
    );
    expect(body).toMatchObject({ document: name, result: 'added' });
    const answer = await owner.get('/knowledge');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(answer.body.documents[0]).toMatchObject({
      document: name,
      title: expect.stringContaining(title),
    });
  });

  it('may go into no base of another account, and none of these can be read or removed', async () => {
    const { owner } = await openBot();
    expect((await send(owner, 'a.md', RETURNS, '&base=other')).body.code).toBe('no_base');
    const place = 'base=other&document=a.md';
    expect((await owner.get(`/knowledge/documents?${place}`)).status).toBe(404);
    expect((await owner.delete(`/knowledge/documents?${place}`)).status).toBe(404);
  });

  it('is not looked at when a viewer sends it', async () => {
    const { owner, dataDir } = await openBot();
    const viewer = await signInAs(owner, 'viewer');
    const agent = await signInAs(owner, 'agent');
    expect((await viewer.get('/knowledge')).status).toBe(200);
    expect((await agent.get('/knowledge')).status).toBe(403);
    let isRead = false;
    const stream = new ReadableStream(
      {
        pull(controller) {
          isRead = true;
          controller.enqueue(new Uint8Array(10));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const { status } = await send(viewer, 'a.md', stream);
    expect([status, isRead]).toEqual([403, true]);
    expect(existsSync(join(dataDir, 'uploads'))).toBe(false);
  });

  it('waits its turn when two are under way', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const ends: (() => void)[] = [];
    const slow = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(RETURNS));
          ends.push(() => controller.close());
        },
      });
    const first = send(owner, 'a.md', slow());
    const second = send(owner, 'b.md', slow());
    await expect.poll(() => leftUploads(bot.dataDir).length).toBe(2);
    const third = await send(owner, 'c.md', RETURNS);
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '5']);
    for (const end of ends) end();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect((await send(owner, 'c.md', RETURNS)).status).toBe(200);
  });

  it('is deleted from the disk when the process that took it in has died', async () => {
    const bot = await startBot({
      prepare({ dataDir }) {
        const dead = join(dataDir, 'uploads', 'a-dead-process');
        mkdirSync(dead, { recursive: true });
        writeFileSync(join(dead, 'left'), 'x');
      },
    });
    await expect.poll(() => readdirSync(join(bot.dataDir, 'uploads'))).toEqual([]);
  });
});

/** A bot for refusals. */
async function openBot() {
  const bot = await startBot();
  return { owner: await openConsoleOf(bot), dataDir: bot.dataDir };
}
