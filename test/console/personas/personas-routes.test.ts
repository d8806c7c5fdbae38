import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConsoleWorld } from '../console-world.ts';

const TEA = { name: '掌柜', name_en: 'Innkeeper', prompt: '你是茶馆的掌柜。', temperature: 0.7 };

async function openWithFolder(settings: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-personas-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'poet.md'), '---\nname: 诗人\n---\n你写诗。\n');
  writeFileSync(join(folder, 'broken.md'), 'no head\n');
  const world = await openConsoleWorld({ PERSONAS_DIR: folder, ...settings });
  const list = async () =>
    (await world.call('GET', '/personas')).body as { items: Record<string, unknown>[] };
  return { ...world, folder, list };
}

describe('the personas in the console', () => {
  it('are those of the folder with their files, and what is wrong with others', async () => {
    const { list, folder } = await openWithFolder({ PERSONA: '诗人' });
    expect(await list()).toMatchObject({
      folder,
      items: [{ id: 'poet', name: '诗人', source: 'file', file: 'poet.md', isDefault: true }],
      problems: [expect.stringContaining('broken.md:1')],
    });
  });

  it('are added as records of the account, changed and removed', async () => {
    const { call, list, notes, books } = await openWithFolder();
    const added = await call('POST', '/personas', TEA);
    expect(added).toMatchObject({ status: 200, body: { id: '掌柜', source: 'own', file: null } });
    // A record can be the default of its account at once.
    await call('PATCH', '/settings', { PERSONA: '掌柜' });
    expect((await books.accounts.show('default')).settings['PERSONA']).toBe('掌柜');
    const path = `/personas/${encodeURIComponent('掌柜')}`;
    await call('PATCH', path, { ...TEA, prompt: '你是客栈的掌柜。' });
    expect((await list()).items[1]).toMatchObject({ prompt: '你是客栈的掌柜。', isDefault: true });
    expect(await call('DELETE', path)).toMatchObject({ status: 409, body: { code: 'is_default' } });
    await call('POST', '/settings/undo', { name: 'PERSONA' });
    expect((await call('DELETE', path)).status).toBe(200);
    expect((await list()).items).toHaveLength(1);
    expect(JSON.stringify(notes)).not.toContain('客栈');
  });

  it('of a file become a record when they are changed, and come back when it is removed', async () => {
    const { call, list } = await openWithFolder();
    await call('PATCH', '/personas/poet', { name: '诗人', prompt: '你写五言诗。' });
    expect((await list()).items).toMatchObject([
      { id: 'poet', source: 'own', file: 'poet.md', prompt: '你写五言诗。' },
    ]);
    expect((await call('DELETE', '/personas/poet')).status).toBe(200);
    expect((await list()).items).toMatchObject([{ source: 'file', prompt: '你写诗。' }]);
    expect(await call('DELETE', '/personas/poet')).toMatchObject({
      ...{ status: 409, body: { code: 'of_file' } },
    });
  });

  it.each([
    ['name', { ...TEA, name: '' }, 400],
    ['name', { ...TEA, name: '<b>掌柜' }, 400],
    ['name', { ...TEA, name: '默认' }, 409],
    ['name', { ...TEA, name: '诗人' }, 409],
    ['prompt', { ...TEA, prompt: '  ' }, 400],
    ['prompt', { ...TEA, prompt: '话'.repeat(11_000) }, 400],
    ['temperature', { ...TEA, temperature: 3 }, 400],
    ['model', { ...TEA, model: 'gpt' }, 400],
    ['greeting', { ...TEA, greeting: '好'.repeat(301) }, 400],
  ])('are refused for their %s', async (field, persona, status) => {
    const { call } = await openWithFolder();
    const answer = await call('POST', '/personas', persona);
    expect(answer.status).toBe(status);
    expect(answer.body.problems[0].name).toBe(field);
  });

  it('are of one account, and gone with it', async () => {
    const { call, callForText } = await openWithFolder();
    await call('POST', '/accounts', { name: 'shop', settings: { WECHAT_TOKEN: 'shopToken' } });
    await call('POST', '/personas?account=shop', TEA);
    expect((await call('GET', '/personas')).body.items).toHaveLength(1);
    await callForText('DELETE', '/accounts/shop');
    await call('POST', '/accounts', { name: 'shop', settings: { WECHAT_TOKEN: 'shopToken' } });
    const { body } = await call('GET', '/personas?account=shop');
    expect(JSON.stringify(body.items)).not.toContain('掌柜');
  });

  it('are shown as the model is told of them', async () => {
    const { call } = await openWithFolder();
    const { body } = await call('POST', '/personas/preview', { prompt: '你是掌柜。' });
    expect(body.prompt).toMatch(/^你是掌柜。\n\n今天是 \d{4}年/);
  });
});
