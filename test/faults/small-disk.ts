import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of some megabytes. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no byte free. */
  fill(): void;
  /** Frees it again. */
  free(): void;
  remove(): void;
}

const SIZE = '24m';
const STEPS_BYTES = [1 << 20, 1 << 12, 1];

/** Mounts one in memory; needs root on Linux, and throws elsewhere. */
export function mountSmallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-disk-'));
  const filler = join(folder, 'filler');
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'kuaihui-faults', folder);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return {
    folder,
    fill() {
      for (const step of STEPS_BYTES) while (isWritten(filler, step));
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      run('umount', folder);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Why no small disk can be had here; nothing when it can. */
export function whyNoSmallDisk(): string | undefined {
  try {
    mountSmallDisk().remove();
    return undefined;
  } catch {
    return 'it takes root on Linux, to mount a small disk';
  }
}

function isWritten(file: string, bytes: number): boolean {
  try {
    appendFileSync(file, Buffer.alloc(bytes));
    return true;
  } catch {
    return false;
  }
}

function run(command: string, ...words: string[]): void {
  execFileSync(command, words, { stdio: 'pipe' });
}
