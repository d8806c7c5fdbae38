import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';
import type { Finding } from './smoke.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const DAYS = '1';

/** Lets Nginx, Caddy and systemd themselves read the files of deploy/. */
export async function checkDeploy(): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-deploy-'));
  try {
    return [
      await look('nginx -t', () => readByNginx(folder)),
      await look('caddy validate', () =>
        runProgram('caddy', [
          ...['validate', '--adapter', 'caddyfile', '--config', join(DEPLOY, 'Caddyfile')],
        ]),
      ),
      await look('systemd-analyze verify', () =>
        runProgram('systemd-analyze', ['verify', join(DEPLOY, 'kuaihui.service')]),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nginx reads the block as a part of `http`, and only with the certificate at hand. */
async function readByNginx(folder: string): Promise<void> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  await runProgram('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', DAYS, '-subj', '/CN=your.domain'],
    ...['-keyout', key, '-out', certificate],
  ]);
  const block = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8')
    .replace(/ssl_certificate +\S+;/, `ssl_certificate ${certificate};`)
    .replace(/ssl_certificate_key +\S+;/, `ssl_certificate_key ${key};`);
  const main = join(folder, 'nginx.conf');
  writeFileSync(main, `pid ${folder}/pid;\nevents {}\nhttp {\naccess_log off;\n${block}}\n`);
  await runProgram('nginx', ['-t', '-q', '-e', 'stderr', '-c', main]);
}

async function look(looked: string, work: () => Promise<unknown>): Promise<Finding> {
  try {
    await work();
    return { looked, found: 'reads its file', isGood: true };
  } catch (error) {
    return { looked, found: String(error), isGood: false };
  }
}
