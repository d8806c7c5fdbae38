import { sep } from 'node:path';
import { isInstalled } from '../config/setting-source.ts';

const NPM_SCRIPTS = {
  chat: 'chat',
  check: 'check:settings',
  'check --online': 'check:settings -- --online',
  simulator: 'simulator',
  keys: 'keys',
} as const;

/**
 * Returns how the deployer types a command: through npm in the project's folder, because an installed package has no
 * npm scripts.
 */
export function commandLine(
  command: keyof typeof NPM_SCRIPTS,
  { projectFolder, folder }: { readonly projectFolder: string; readonly folder: string },
): string {
  if (!isInstalled(projectFolder)) return `npm run ${NPM_SCRIPTS[command]}`;
  const isOfThisFolder = projectFolder.startsWith(`${folder}${sep}node_modules${sep}`);
  return `${isOfThisFolder ? 'npx ' : ''}kuaihui ${command}`;
}
