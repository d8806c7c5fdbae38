import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds one page into dist, beside the compiled server: the simulator's, or the console with `--mode console`. */
export default defineConfig(({ mode }) => {
  const page = mode === 'console' ? 'console' : 'simulator';
  return {
    root: here(`./${page}/`),
    // The simulator's page is served below more than one address, the console's addresses are deep.
    base: page === 'console' ? '/console/' : './',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: here(`../../dist/web/${page}`),
      emptyOutDir: true,
      // The content security policy takes no inline scripts, and data: for pictures only.
      modulePreload: false,
      assetsInlineLimit: 0,
    },
    logLevel: 'warn' as const,
  };
});
