import { accessSync, constants, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { createHeaviestFirst } from './test/support/heaviest-first.ts';

/**
 * Tests that start processes, a browser, Redis or PM2, or that tell a story of the whole server in real time. The heaviest
 * come first: they wait more than they compute, and the short ones fill the time beside them. Files that start many
 * processes or the browser stand apart, because together they keep servers from answering within WeChat's 5 s.
 */
const WHOLE = [
  ...['test/ops/pm2.test.ts', 'test/flows/stories.test.ts', 'test/store/redis/*.test.ts'],
  ...['test/faults/faults.test.ts', 'test/web/simulator/page-look.test.ts'],
  ...['test/web/console/page-frame.test.ts', 'test/web/console/people-pages.test.ts'],
  ...['test/web/console/conversations-page.test.ts', 'test/web/console/assistant-*.test.ts'],
  ...['test/web/console/settings-pages.test.ts', 'test/web/console/strangers-text.test.ts'],
  ...['test/web/console/settings-pages.test.ts', 'test/web/console/knowledge-page.test.ts'],
  ...['test/web/console/models-page.test.ts', 'test/web/console/tools-page.test.ts'],
  ...['test/web/simulator/page.test.ts', 'test/simulator/kill.test.ts', 'test/flows/*.test.ts'],
  ...[
    'test/ops/package.test.ts',
    'test/ops/tarball.test.ts',
    'test/ops/shell-blocks.test.ts',
    'test/ops/log.test.ts',
    'test/simulator/simulator.test.ts',
  ],
  ...['test/store/sqlite/several-processes.test.ts', 'test/support/redis-server.test.ts'],
  ...['test/http/open-files.test.ts', 'test/metrics/share-metrics.test.ts'],
  ...['test/knowledge/index/worker-search-index.test.ts', 'test/cli/kb/*.test.ts'],
  ...['test/tools/mcp/official-server.test.ts', 'test/tools/mcp/bad-servers.test.ts'],
];

const MEMORY_DISK = '/dev/shm';
const ENOUGH_BYTES = 1024 ** 3;

/** Databases of tests need no disk: where the system has room in memory, waiting for one is left out. */
function chooseTemporaryFolder(): { readonly TMPDIR?: string } {
  if (process.env['TMPDIR'] !== undefined) return {};
  try {
    accessSync(MEMORY_DISK, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY_DISK);
    return bavail * bsize >= ENOUGH_BYTES ? { TMPDIR: MEMORY_DISK } : {};
  } catch {
    return {};
  }
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: chooseTemporaryFolder(),
    // Modules have no state, so files of one process share them.
    isolate: false,
    // While one file waits for WeChat's repeats or for a process, others run.
    maxWorkers: Math.max(2, availableParallelism()),
    // Cases of one file that each start servers.
    maxConcurrency: 3,
    sequence: { sequencer: createHeaviestFirst(WHOLE) },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: WHOLE },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: WHOLE,
          globalSetup: ['test/support/redis-for-all-tests.ts'],
        },
      },
    ],
  },
});
