import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program of Node, with its flags. */
export interface BuiltServer {
  readonly main: string;
  readonly flags: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The server that `npm run build` compiled, as `npm start` runs it. Throws when the source is newer. */
export function builtServer(): BuiltServer {
  const main = join(ROOT, 'dist/main.js');
  const builtAt = statSync(main, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newestIn(join(ROOT, 'src')) > builtAt)
    throw new Error('dist/ is missing or older than src/: run `npm run build` first');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return { main, flags: scripts.start.split(' ').filter((word) => word.startsWith('--')) };
}

/** When the youngest file of a folder was written. */
function newestIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (newest, name) => Math.max(newest, statSync(join(folder, name)).mtimeMs),
    0,
  );
}
