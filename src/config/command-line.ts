import { readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { isInstalled, PROJECT_FOLDER } from './project-folder.ts';

/** What npm runs in the project's folder. */
const NPM_SCRIPTS = {
  account: 'npm run account',
  backup: 'npm run backup',
  chat: 'npm run chat',
  check: 'npm run check:settings',
  console: 'npm run console',
  doctor: 'npm run doctor',
  feedback: 'npm run feedback',
  kb: 'npm run kb',
  keys: 'npm run keys',
  migrate: 'npm run migrate',
  models: 'npm run models',
  restore: 'npm run restore',
  secret: 'npm run secret',
  simulator: 'npm run simulator',
  start: 'npm start',
  'upgrade-check': 'npm run upgrade-check',
  usage: 'npm run usage',
} as const;

type Command = keyof typeof NPM_SCRIPTS;

/** How a command is typed. */
export interface CommandPlace {
  readonly projectFolder: string;
  readonly folder: string;
  /** What npx was given, where it runs the package from its cache: a name, or the path of a tarball. */
  readonly npxPackage?: string | undefined;
  /** The words before a command's name, where whatever started this process knows them: a container cannot see them. */
  readonly prefix?: string | undefined;
}

/**
 * Returns how the deployer types a command: through npm in the project's folder, because an installed package has no
 * npm scripts. Without a place, it is this process's.
 */
export function commandLine(
  command: Command | `${Command} ${string}`,
  place: CommandPlace = here(),
): string {
  const prefix = prefixOf(place);
  if (prefix !== undefined) return `${prefix} ${command}`;
  const [name, ...words] = command.split(' ');
  const script = NPM_SCRIPTS[name as Command];
  return [script, ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}

function prefixOf({ projectFolder, folder, npxPackage, prefix }: CommandPlace): string | undefined {
  if (prefix !== undefined) return prefix;
  if (npxPackage !== undefined) return `npx ${npxPackage}`;
  if (!isInstalled(projectFolder)) return undefined;
  const isOfThisFolder = projectFolder.startsWith(`${folder}${sep}node_modules${sep}`);
  return isOfThisFolder ? 'npx kuaihui' : 'kuaihui';
}

function here(): CommandPlace {
  return {
    projectFolder: PROJECT_FOLDER,
    folder: process.cwd(),
    npxPackage: readNpxPackage(PROJECT_FOLDER),
    prefix: process.env['KUAIHUI_COMMAND'] || undefined,
  };
}

const npxManifest = z.object({ _npx: z.object({ packages: z.tuple([z.string()]) }) });

/** Reads what npx was given from the manifest that it writes into its cache; nothing outside of that. */
function readNpxPackage(projectFolder: string): string | undefined {
  const cache = dirname(dirname(projectFolder));
  if (!cache.includes(`${sep}_npx${sep}`)) return undefined;
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(cache, 'package.json'), 'utf8'));
    return npxManifest.parse(manifest)._npx.packages[0];
  } catch {
    return 'kuaihui'; // An npx whose cache looks otherwise.
  }
}
