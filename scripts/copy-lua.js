// Runs after a build: copies the Lua scripts, which the TypeScript compiler leaves where they are, to their place in dist/.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'store/redis/lua';
const root = join(import.meta.dirname, '..');

cpSync(join(root, 'src', FOLDER), join(root, 'dist', FOLDER), { recursive: true });
