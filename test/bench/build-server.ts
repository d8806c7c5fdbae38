import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './server-process.ts';

/** The server as it is deployed: compiled, in a folder of its own, with the flags of `npm start`. */
export interface BuiltServer extends Program {
  remove(): void;
}

/** Compiles the source as it is now, beside and not over `dist/`. */
export async function buildServer(): Promise<BuiltServer> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-built-'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'handbook', 'personas', 'scripts'])
    symlinkSync(join(root, name), join(folder, name));
  const dist = join(folder, 'dist');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const project = ['-p', join(root, 'tsconfig.build.json'), '--outDir', dist];
  const problems = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, ...project], (_error, output) => resolve(output));
  });
  const main = join(dist, 'main.js');
  if (!existsSync(main)) throw new Error(`The server could not be compiled:\n${problems}`);
  execFileSync(process.execPath, [join(root, 'scripts/copy-lua.js'), dist]);
  const flags = readStartFlags(join(root, 'package.json'));
  return { main, flags, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What stands between `node` and the program. */
function readStartFlags(packageFile: string): string[] {
  const { scripts } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}
