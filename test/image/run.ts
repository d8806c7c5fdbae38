import { parseArgs } from 'node:util';
import { seconds, writeTable } from '../bench/table.ts';
import { buildImage, measureImage, readBaseName } from './build-image.ts';
import { checkArm64 } from './check-arm64.ts';
import { checkDeploy } from './check-deploy.ts';
import { smoke, type Finding } from './smoke.ts';
import { ensureBase } from './stand-in-base.ts';

const USAGE = `Builds the image and starts it as compose.yaml does: read-only, without rights, over a fresh volume; and lets Nginx,
Caddy and systemd read the files of deploy/. The base image in FROM is taken from this machine; where it is not there, a
stand-in of Debian and the npm package \`node\` gets its name. It needs root on Debian, and these packages:

  apt-get install --no-install-recommends buildah podman runc debootstrap nginx-light caddy systemd openssl

  npm run test:image
  npm run test:image -- --markdown`;

const { values } = parseArgs({
  options: {
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const MEGABYTE = 1_000_000;
const HEAD = ['looked at', 'found', ''];

if (values.help) console.log(USAGE);
else process.exitCode = (await check()) ? 0 : 1;

async function check(): Promise<boolean> {
  const base = readBaseName();
  const findings: Finding[] = [...(await checkDeploy())];
  const timed = async (looked: string, work: () => Promise<unknown>) => {
    const begun = Date.now();
    await work();
    findings.push({ looked, found: `${seconds(Date.now() - begun)} s`, isGood: true });
  };
  await timed(`the base ${base}`, () => ensureBase(base));
  await timed('the build for amd64', () => buildImage('kuaihui:smoke', 'amd64'));
  const { bytes, ownBytes } = await measureImage('kuaihui:smoke');
  const size = `${Math.round(bytes / MEGABYTE)} MB, ${Math.round(ownBytes / MEGABYTE)} MB over its base`;
  findings.push({ looked: 'its size', found: size, isGood: true });
  findings.push(...(await smoke('kuaihui:smoke')));
  await timed('the build for arm64', () => buildImage('kuaihui:smoke-arm64', 'arm64'));
  findings.push(await checkArm64('kuaihui:smoke-arm64'));
  const rows = findings.map(({ looked, found, isGood }) => [looked, found, isGood ? 'ok' : 'BAD']);
  console.log(writeTable(HEAD, rows, values.markdown ? 'markdown' : 'plain'));
  return findings.every(({ isGood }) => isGood);
}
