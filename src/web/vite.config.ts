import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the simulator's page into dist, beside the compiled server. Addresses are relative, as it lies in a folder. */
export default defineConfig({
  root: here('./simulator/'),
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../../dist/web/simulator'),
    emptyOutDir: true,
    // The content security policy takes no inline scripts, and data: for pictures only.
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  logLevel: 'warn',
});
