import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endsWell, runProgram } from './run-program.ts';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** What Debian's slim images leave out too. */
const LEFT_OUT = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'var/lib/apt/lists'];
const NPM = 'npm@11';

/**
 * Makes sure that the base image is there: the one that is at hand, else a stand-in of Debian and the npm package
 * `node`, tagged with the same name.
 */
export async function ensureBase(image: string): Promise<void> {
  if (await endsWell('podman', ['image', 'exists', image])) return;
  const [, major, suite] = /^node:(\d+)-(\w+)-slim$/.exec(image) ?? [];
  if (major === undefined || suite === undefined)
    throw new Error(`No stand-in is known for ${image}`);
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-base-'));
  try {
    const root = join(folder, 'root');
    await runProgram('debootstrap', [
      ...['--variant=minbase', '--include=ca-certificates', suite, root],
    ]);
    for (const left of LEFT_OUT) rmSync(join(root, left), { recursive: true, force: true });
    await runProgram('chroot', [root, 'apt-get', 'clean']);
    await putNode(root, major, folder);
    await commit(root, `docker.io/library/${image}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function putNode(root: string, major: string, folder: string): Promise<void> {
  await runProgram('npm', ['install', '--prefix', folder, `node@${major}`, NPM]);
  const packages = join(root, 'usr/local/lib/node_modules');
  cpSync(join(folder, 'node_modules/npm'), join(packages, 'npm'), { recursive: true });
  const bin = join(root, 'usr/local/bin');
  copyFileSync(join(folder, 'node_modules/node/bin/node'), join(bin, 'node'));
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(bin, name));
}

/** A machine behind a company's proxy trusts more than Debian does; the build's npm has to trust the same. */
async function commit(root: string, name: string): Promise<void> {
  const trusted = process.env['NODE_EXTRA_CA_CERTS'];
  if (trusted !== undefined) copyFileSync(trusted, join(root, CERTIFICATES));
  const container = await runProgram('buildah', ['from', 'scratch']);
  try {
    await runProgram('buildah', ['copy', '--quiet', container, root, '/']);
    const variables = [`NODE_EXTRA_CA_CERTS=${CERTIFICATES}`, `npm_config_cafile=${CERTIFICATES}`];
    await runProgram('buildah', [
      ...['config', '--cmd', 'node', ...variables.flatMap((one) => ['--env', one]), container],
    ]);
    await runProgram('buildah', ['commit', '--quiet', '--format', 'docker', container, name]);
  } finally {
    await runProgram('buildah', ['rm', container]);
  }
}
