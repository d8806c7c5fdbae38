import { sep } from 'node:path';
import { isInstalled, PROJECT_FOLDER } from './project-folder.ts';

const NPM_SCRIPTS = {
  account: 'account',
  chat: 'chat',
  check: 'check:settings',
  console: 'console',
  doctor: 'doctor',
  feedback: 'feedback',
  kb: 'kb',
  keys: 'keys',
  models: 'models',
  secret: 'secret',
  simulator: 'simulator',
  usage: 'usage',
} as const;

type Command = keyof typeof NPM_SCRIPTS;

/** Where a command is typed. */
export interface CommandPlace {
  readonly projectFolder: string;
  readonly folder: string;
}

/**
 * Returns how the deployer types a command: through npm in the project's folder, because an installed package has no
 * npm scripts. Without a place, it is this process's.
 */
export function commandLine(
  command: Command | `${Command} ${string}`,
  { projectFolder, folder }: CommandPlace = here(),
): string {
  if (!isInstalled(projectFolder)) {
    const [name, ...words] = command.split(' ');
    return [
      'npm run',
      NPM_SCRIPTS[name as Command],
      ...(words.length > 0 ? ['--', ...words] : []),
    ].join(' ');
  }
  const isOfThisFolder = projectFolder.startsWith(`${folder}${sep}node_modules${sep}`);
  return `${isOfThisFolder ? 'npx ' : ''}kuaihui ${command}`;
}

function here(): CommandPlace {
  return { projectFolder: PROJECT_FOLDER, folder: process.cwd() };
}
