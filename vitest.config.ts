import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/redis-for-all-tests.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Slow files wait for WeChat's retries and for processes, so on two cores another file runs meanwhile.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
