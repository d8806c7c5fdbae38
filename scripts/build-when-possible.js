// Builds dist/ after `npm ci`, unless development packages were left out on purpose. The syntax is plain, so that an
// old Node gets as far as the sentence about its age.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describeOldNode } from './refuse-old-node.js';

const tooOld = describeOldNode(process.version);
if (tooOld !== undefined) {
  console.error(tooOld);
  process.exit(1);
}
try {
  createRequire(import.meta.url).resolve('typescript');
} catch {
  console.log('TypeScript is not installed, so dist/ is left as it is.');
  process.exit(0);
}
const build = spawnSync('npm', ['run', 'build'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(build.status === null ? 1 : build.status);
