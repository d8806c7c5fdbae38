import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps pictures of a page one after the other, and joins them to a moving one. */
export interface Film {
  /** Adds what the page shows now, to stand for so many milliseconds. */
  take(page: Page, durationMs: number): Promise<void>;
  /** Writes an animated WebP that repeats; throws where Debian's img2webp is missing or fails. */
  develop(file: string): void;
  remove(): void;
}

/** Opens an empty film. */
export function openFilm(): Film {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-film-'));
  const frames: { readonly file: string; readonly durationMs: number }[] = [];
  return {
    async take(page, durationMs) {
      const file = join(folder, `${frames.length}.png`);
      await page.screenshot({ path: file, animations: 'disabled' });
      frames.push({ file, durationMs });
    },
    develop(file) {
      const shown = frames.flatMap((frame) => ['-d', String(frame.durationMs), frame.file]);
      const { error, status, stderr } = spawnSync(
        'img2webp',
        ['-loop', '0', '-min_size', '-lossless', ...shown, '-o', file],
        { encoding: 'utf8' },
      );
      if (error && 'code' in error && error.code === 'ENOENT')
        throw new Error('img2webp is needed: apt-get install webp');
      if (error) throw error;
      if (status !== 0) throw new Error(`img2webp failed: ${stderr}`);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
