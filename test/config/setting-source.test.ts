import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseSettings, readSettingSource } from '../../src/config/setting-source.ts';

function newFolder(...path: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'kuaihui-env-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, ...path);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function read(bytes: string | Uint8Array, environment: Record<string, string> = {}) {
  const folder = newFolder();
  writeFileSync(join(folder, '.env'), bytes);
  return readIn(folder, environment);
}

function readIn(workingFolder: string, environment: Record<string, string> = {}, project?: string) {
  const projectFolder = project ?? workingFolder;
  return readSettingSource({ environment, workingFolder, projectFolder });
}

const english = (sentences: readonly { en: string }[]) => sentences.map(({ en }) => en);

describe('the encoding of .env', () => {
  const text = 'WECHAT_TOKEN=abc123\r\n# 注释\r\nSYSTEM_PROMPT=你是客服，请用中文回答。\r\n';
  const utf16 = Buffer.from(text, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  // 你是客服，请用中文回答。 and 注释 as an editor on a Chinese Windows writes them.
  const gbk = Buffer.concat([
    Buffer.from('WECHAT_TOKEN=abc123\r\n# '),
    Buffer.from('d7a2cacd', 'hex'),
    Buffer.from('\r\nSYSTEM_PROMPT='),
    Buffer.from('c4e3cac7bfcdb7fea3acc7ebd3c3d6d0cec4bbd8b4f0a1a3', 'hex'),
  ]);

  it.each<[string, Uint8Array, string | undefined]>([
    ['UTF-8', Buffer.from(text), undefined],
    ['UTF-8 with a BOM', Buffer.from(`\uFEFF${text}`), undefined],
    ['UTF-16 of PowerShell', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'UTF-16'],
    ['UTF-16, the other order', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]), 'UTF-16'],
    ['GBK', gbk, 'GBK'],
  ])('may be %s', (_what, bytes, encoding) => {
    const source = read(bytes);
    expect(source.problems).toEqual([]);
    expect(source.environment).toMatchObject({
      WECHAT_TOKEN: 'abc123',
      SYSTEM_PROMPT: '你是客服，请用中文回答。',
    });
    expect(english(source.notes)).toEqual(
      encoding ? [expect.stringContaining(`saved as ${encoding}`)] : [],
    );
  });

  it.each<[string, string]>([
    ['UTF-16 without a BOM', 'PORT=3001\nHOST=127.0.0.1\n'],
    ['UTF-16 without a BOM, with Chinese in it', 'PORT=3001\n# 端口\n'],
  ])('may be %s', (_what, ascii) => {
    expect(read(Buffer.from(ascii, 'utf16le')).environment['PORT']).toBe('3001');
    expect(read(Buffer.from(ascii, 'utf16le').swap16()).environment['PORT']).toBe('3001');
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['has NUL bytes', Buffer.from('PORT=3000\n\0\0\0\0'), /NUL bytes.*UTF-8/],
    ['is all NUL bytes, as after a power cut', Buffer.alloc(64), /NUL bytes/],
    [
      'is Latin-1',
      Buffer.from('SYSTEM_PROMPT=M\u00fcller\n', 'latin1'),
      /neither UTF-8.*Save it as UTF-8/,
    ],
    [
      'is Big5',
      Buffer.from('53595354454d5f50524f4d50543da741acb0a441a5cea141b8d5', 'hex'),
      /neither UTF-8/,
    ],
    ['is a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /NUL bytes|neither/],
  ])('that %s is refused', (_what, bytes, problem) => {
    expect(english(read(bytes).problems)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('a .env that cannot be read', () => {
  it('is refused when it is a folder', () => {
    const folder = newFolder();
    mkdirSync(join(folder, '.env'));
    expect(english(readIn(folder).problems)).toEqual([
      expect.stringMatching(/\.env is a folder.*Docker/),
    ]);
  });

  // The superuser may read everything.
  it.skipIf(process.getuid?.() === 0)('is refused with its owner and the user', () => {
    const folder = newFolder();
    writeFileSync(join(folder, '.env'), 'PORT=1', { mode: 0o600 });
    chmodSync(join(folder, '.env'), 0);
    expect(english(readIn(folder).problems)).toEqual([
      expect.stringMatching(/may not be read by \S+, .*belongs to \S+\. .*chown/),
    ]);
  });

  it('is nothing when there is none', () => {
    const folder = newFolder();
    expect(readIn(folder)).toMatchObject({ file: undefined, folder, problems: [], notes: [] });
  });
});

describe('what counts', () => {
  it.each([
    ['the environment before .env', { PORT: '4000' }, '4000'],
    ['.env where the environment is empty, as Compose hands it on', { PORT: '' }, '3001'],
    ['.env where the environment is blank', { PORT: ' ' }, '3001'],
    ['.env where the environment says nothing', {}, '3001'],
  ])('is %s', (_what, environment, port) => {
    expect(read('PORT=3001', environment).environment['PORT']).toBe(port);
  });

  it('is told with every problem of file, names and values in one error', () => {
    const source = read('WECHAT_TOKN=abc\nPORT=http\nOPENAI_MODEL="x', { LOG_LEVEL: 'loud' });
    expect(() => parseSettings(source)).toThrow(ConfigError);
    expect(() => parseSettings(source)).toThrow(
      /WECHAT_TOKN[^]*OPENAI_MODEL opens[^]*PORT must[^]*LOG_LEVEL must/,
    );
  });

  it('is an address that .env sets although the environment has another program’s', () => {
    const text = 'OPENAI_API_KEY=sk-1\nOPENAI_BASE_URL=https://a.cn/v1\nOPENAI_MODEL=m';
    expect(read(text, { OPENAI_API_BASE: 'https://b.cn' }).problems).toEqual([]);
    const without = 'OPENAI_API_KEY=sk-1\nOPENAI_MODEL=m';
    expect(read(without, { OPENAI_API_BASE: 'https://b.cn' }).problems).toHaveLength(1);
  });
});

describe('the folder', () => {
  it('is the project’s when Kuaihui is started elsewhere, and that is said', () => {
    const [working, project] = [newFolder(), newFolder()];
    writeFileSync(join(project, '.env'), 'PORT=3001');
    const source = readIn(working, {}, project);
    expect(source).toMatchObject({ folder: project, file: join(project, '.env') });
    expect(english(source.notes)).toEqual([expect.stringContaining(`no .env in ${working}`)]);
  });

  it('is the working one when it has a .env', () => {
    const [working, project] = [newFolder(), newFolder()];
    for (const folder of [working, project]) writeFileSync(join(folder, '.env'), 'PORT=3001');
    expect(readIn(working, {}, project)).toMatchObject({ folder: working, notes: [] });
  });

  it('is the working one when it has data, and that the .env elsewhere is not read is said', () => {
    const [working, project] = [newFolder(), newFolder()];
    mkdirSync(join(working, 'data'));
    writeFileSync(join(project, '.env'), 'PORT=3001');
    const source = readIn(working, {}, project);
    expect(source).toMatchObject({ folder: working, file: undefined });
    expect(english(source.notes)).toEqual([expect.stringContaining(`${project}/.env is not read`)]);
  });

  it('is never one that npm manages: data there would be lost', () => {
    const installed = newFolder('lib', 'node_modules', 'kuaihui');
    writeFileSync(join(installed, '.env'), 'PORT=3001');
    const elsewhere = newFolder();
    expect(readIn(elsewhere, {}, installed)).toMatchObject({ folder: elsewhere, file: undefined });
    expect(() => parseSettings(readIn(installed))).toThrow(
      `next install would delete all data. Start Kuaihui in a folder of its own`,
    );
    const moved = readIn(installed, { DATA_DIR: join(homedir(), 'kuaihui') });
    expect(parseSettings(moved).config.port).toBe(3001);
  });
});
