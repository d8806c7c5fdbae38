import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url)).replace(
  /[\\/]$/,
  '',
);

/** Says whether npm manages a folder, so that its next install removes other files there. */
export function isInstalled(folder: string): boolean {
  return folder.split(/[\\/]/).includes('node_modules');
}
