import { expect, it } from 'vitest';
import { createFolderWatches } from '../../../src/server/knowledge/folder-watches.ts';

const docs = { path: '/docs', base: 'dir.1' };
const other = { path: '/other', base: 'dir.2' };

function makeWatches() {
  const heard: string[] = [];
  const watches = createFolderWatches(({ path }) => {
    heard.push(`watch ${path}`);
    return {
      scanned: Promise.resolve(),
      stop() {
        heard.push(`stop ${path}`);
        return Promise.resolve();
      },
    };
  });
  return { heard, watches };
}

it('watches a folder of several accounts once, until the last of them names another', () => {
  const { heard, watches } = makeWatches();
  watches.set('shop', docs);
  watches.set('branch', docs);
  watches.set('shop', other);
  expect(heard).toEqual(['watch /docs', 'watch /other']);
  watches.set('branch', undefined);
  expect(heard).toEqual(['watch /docs', 'watch /other', 'stop /docs']);
});

it('goes on watching a folder whose account changes another setting', () => {
  const { heard, watches } = makeWatches();
  watches.set('shop', docs);
  watches.set('shop', docs);
  expect(heard).toEqual(['watch /docs']);
});

it('stops all of them, and begins nothing after it', async () => {
  const { heard, watches } = makeWatches();
  watches.set('shop', docs);
  await watches.stop();
  watches.set('shop', other);
  expect(heard).toEqual(['watch /docs', 'stop /docs']);
});
