import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readMcpConfig } from '../../../src/tools/mcp/read-mcp-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = '{"mcpServers": {"time": {"command": "x"}}}';

it('takes the JSON itself, or the file that has it', () => {
  const path = join(folder, 'mcp.json');
  writeFileSync(path, TEXT);
  for (const value of [TEXT, `  ${TEXT}`, path])
    expect(readMcpConfig(value, {}).servers.map(({ name }) => name)).toEqual(['time']);
});

it('is empty where nothing is set', () => {
  expect(readMcpConfig(undefined, {})).toEqual({ servers: [], problems: [] });
});

it('names a file that cannot be read', () => {
  const path = join(folder, 'missing.json');
  expect(readMcpConfig(path, {}).problems[0]?.en).toContain(path);
  expect(readMcpConfig(folder, {}).problems[0]?.en).toContain(folder);
});

it('reads no file without an end', () => {
  expect(readMcpConfig('/dev/zero', {}).problems[0]?.en).toContain('larger than');
});
