// Runs after a build: copies the Lua scripts, which the TypeScript compiler leaves where they are, to their place in dist/,
// or in the folder that is named.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'store/redis/lua';
const root = join(import.meta.dirname, '..');
const dist = process.argv[2] ?? join(root, 'dist');

cpSync(join(root, 'src', FOLDER), join(dist, FOLDER), { recursive: true });
