// Writes the blocks of Nginx, Caddy and systemd into the pages that show them, from deploy/: npm run docs:deploy
import { readFileSync, writeFileSync } from 'node:fs';
import { fillDeployBlocks } from './deploy/fill-deploy-blocks.ts';
import { listPages } from './deploy/list-pages.ts';

const fileOf = (name: string) => new URL(`../${name}`, import.meta.url);
const read = (name: string) => readFileSync(fileOf(name), 'utf8');

for (const name of listPages()) {
  const page = read(name);
  const filled = fillDeployBlocks(page, { read, isForChat: name.startsWith('handbook/') });
  if (filled !== page) writeFileSync(fileOf(name), filled);
}
