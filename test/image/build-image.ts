import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The image in the Dockerfile's first FROM, unless a build argument names another. */
export function readBaseName(): string {
  const [, name] = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile()) ?? [];
  if (name === undefined) throw new Error('The Dockerfile names no NODE_IMAGE');
  return name;
}

/** The kinds of processor of which the image is built, as Docker calls them. */
export type Architecture = 'amd64' | 'arm64';

/** Builds the image from the Dockerfile as it is now, over the base that is at hand. */
export async function buildImage(tag: string, architecture: Architecture): Promise<void> {
  await runProgram('buildah', [
    ...['build', '--isolation', 'chroot', '--layers', '--pull-never', '--format', 'docker'],
    // BuildKit sets it by itself, from the platform that is asked for.
    ...['--build-arg', `TARGETARCH=${architecture}`, '--tag', tag, ROOT],
  ]);
}

/** The bytes of an image, and how many of them its base already has. */
export async function measureImage(tag: string): Promise<{ bytes: number; ownBytes: number }> {
  const sizeOf = async (image: string) =>
    Number(await runProgram('podman', ['image', 'inspect', '--format', '{{.Size}}', image]));
  const bytes = await sizeOf(tag);
  return { bytes, ownBytes: bytes - (await sizeOf(readBaseName())) };
}

function dockerfile(): string {
  return readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
}
