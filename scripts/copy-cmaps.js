// Runs after a build: copies the predefined CMaps of pdf.js with their licence to their place in dist/, or in the folder
// that is named. PDFs that name their characters by one of these tables have no text without it.
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = process.argv[2] ?? join(root, 'dist');
const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

cpSync(join(pdfjs, 'cmaps'), join(dist, 'knowledge/import/formats/cmaps'), { recursive: true });
