import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ReadDocument } from '../../../src/knowledge/bases/document-record.ts';
import {
  createFolderImport,
  type FolderImportDeps,
} from '../../../src/knowledge/import/import-folder.ts';
import { createDocumentReader } from '../../../src/knowledge/import/read-document.ts';

test('a folder that is swapped for a link while it is read gives nothing of where the link leads', async () => {
  const [folder, outside] = ['in', 'out'].map((name) => mkdtempSync(path.join(os.tmpdir(), name)));
  if (folder === undefined || outside === undefined) return;
  const [place, hidden] = ['sub', '.sub'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  mkdirSync(place);
  writeFileSync(path.join(place, 'a.md'), 'public');
  writeFileSync(path.join(outside, 'a.md'), 'secret');
  const taken: ReadDocument[] = [];
  const reader = createDocumentReader();
  const swapBack = () => (unlinkSync(place), renameSync(hidden, place));
  const documents = {
    generation: () => Promise.resolve(1),
    list: () => (renameSync(place, hidden), symlinkSync(outside, place), Promise.resolve([])),
    put: (_base: string, document: ReadDocument) => Promise.resolve(void taken.push(document)),
  };
  const read = async (file: string | Uint8Array, name: string) => {
    const result = await reader.read(file, name);
    swapBack();
    return result;
  };
  const deps = {
    folder,
    base: 'b',
    documents,
    reader: { ...reader, read },
    log: { info() {}, warn() {} },
  };
  await createFolderImport({ ...deps, complain: () => {} } as unknown as FolderImportDeps).run(
    () => true,
  );
  expect(JSON.stringify(taken)).not.toContain('secret');
  for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true });
});
