// Runs after a build: removes from dist/ what no source belongs to any more, and the types of what is not public. A server
// that runs meanwhile keeps its files.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Vite empties the folder of each page itself, and the CMaps come from a package. */
const KEPT = ['web', join('knowledge', 'import', 'formats', 'cmaps')];

/** The types of what other programs may import. */
const PUBLIC_TYPES = 'index.d.ts';

prune(dist);

/** Removes files without a source, and folders that this leaves empty. */
function prune(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const place = relative(dist, path);
    if (entry.isDirectory()) {
      if (!KEPT.includes(place)) prune(path);
    } else if (
      place !== PUBLIC_TYPES &&
      !existsSync(join(root, 'src', place.replace(/\.js(\.map)?$/, '.ts')))
    ) {
      rmSync(path);
    }
  }
  if (folder !== dist && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
