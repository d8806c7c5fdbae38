import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import { coalesce } from '../runtime/coalesce.ts';
import type { Collections } from '../runtime/collection.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import { chooseDefault, openPersonaFolder, type ReadPersonas } from './persona-reader.ts';
import { personaSetOf, type PersonaSet } from './persona-set.ts';
import { openOwnPersonas, withOwn } from './own-personas.ts';
import type { PersonaFile } from './persona.ts';
import { isPersonaFile, readPersonaFolder, type PersonaFolder } from './read-persona-folder.ts';
import { openStoredPersonas } from './stored-personas.ts';
import { warnOfPersonas } from './warn-of-personas.ts';

export interface PersonaBookDeps {
  readonly collections: Collections;
  readonly clock: Pick<Clock, 'after'>;
  readonly background: Pick<Background, 'run'>;
  readonly log: Logger;
}

/**
 * The personas of a process, as the store has them. A folder only imports: it is looked at every few seconds, and what
 * changed in it is written. A set counts as its folder was read until it was imported once, then as it is stored.
 */
export interface PersonaBook {
  /** Returns the personas of an account as they are known now; a folder that was not named before is read. */
  readonly read: ReadPersonas;
  /** Returns those of the folder alone. */
  readonly readFolder: (personasDir: string | undefined) => PersonaFolder;
  /** Reads what any process wrote. Throws StoreUnavailableError. */
  refresh(): Promise<void>;
  /** Imports the folders that were named, as far as they changed. Throws StoreUnavailableError. */
  importFolders(): Promise<void>;
  /** Writes what is known into a store that came back empty. */
  restore(): Promise<void>;
  /** Looks at the folders from now on. */
  watch(): void;
  stop(): void;
}

const LOOK_EVERY_MS = 3_000;

/** Opens the personas for a command, which reads them once, as the store and the folders have them now. */
export async function openPersonasOnce(
  deps: Pick<PersonaBookDeps, 'collections' | 'clock' | 'log'>,
): Promise<ReadPersonas> {
  const book = createPersonaBook({ ...deps, background: { run: () => {} } });
  await book.refresh();
  return book.read;
}

/** A set that an account names. */
interface KnownSet extends PersonaSet {
  now: PersonaFolder;
  /** How the folder looked when it was imported; absent before. */
  imported?: string;
  isMissing: boolean;
}

export function createPersonaBook(deps: PersonaBookDeps): PersonaBook {
  const { clock, background, log } = deps;
  const stored = openStoredPersonas(deps.collections);
  const ownPersonas = openOwnPersonas(deps.collections);
  let own: ReadonlyMap<string, readonly PersonaFile[]> = new Map();
  const known = new Map<string, KnownSet>();
  let generation: number | undefined;
  let cancelLook = () => {};
  let isStopped = false;

  const open = (personasDir: string | undefined): KnownSet => {
    const set = personaSetOf(personasDir);
    const before = known.get(set.name);
    if (before) return before;
    const opened = { ...set, now: openPersonaFolder(personasDir), isMissing: false };
    warnOfPersonas(opened.now, log);
    known.set(set.name, opened);
    return opened;
  };

  const importSet = async (set: KnownSet) => {
    const look = await lookAt(set.folder);
    if (look === undefined) {
      noteMissing(set);
      return;
    }
    set.isMissing = false;
    // Only what changed here is written: another machine may have other files in the folder of that name.
    if (look === set.imported) return;
    const read = readPersonaFolder(set.folder);
    await stored.replace(set.name, read.personas);
    if (set.imported !== undefined) warnOfPersonas(read, log);
    set.now = { ...set.now, problems: read.problems, remarks: read.remarks };
    set.imported = look;
    generation = undefined;
  };
  const noteMissing = (set: KnownSet) => {
    if (!set.isMissing && set.imported !== undefined)
      log.warn(
        { code: 'personas_gone', folder: set.folder, zh: '读不到角色的文件夹，先用之前导入的' },
        'The folder of personas cannot be read; those that were imported stay in effect',
      );
    set.isMissing = true;
  };
  const importing = coalesce(async () => {
    for (const set of known.values()) await importSet(set);
  });
  const refreshing = coalesce(async () => {
    const read = await stored.generation();
    if (read === generation) return;
    for (const set of known.values())
      if (set.imported !== undefined)
        set.now = { ...set.now, personas: await stored.list(set.name) };
    own = await ownPersonas.all();
    generation = read;
  });

  const look = () =>
    background.run('look at the personas', async () => {
      try {
        await importing.run();
      } catch (error) {
        // A store that is away says so itself.
        if (!(error instanceof StoreUnavailableError))
          log.warn(
            { code: 'personas_not_imported', err: error, zh: '没能导入角色，过几秒再试' },
            'Could not import the personas; it will be retried',
          );
      }
      lookLater();
    });
  const lookLater = () => {
    cancelLook();
    if (!isStopped) cancelLook = clock.after(LOOK_EVERY_MS, look);
  };

  return {
    read: ({ personasDir, persona }, account) =>
      chooseDefault(withOwn(open(personasDir).now, own.get(account)), persona),
    readFolder: (personasDir) => open(personasDir).now,
    refresh: () => refreshing.run(),
    importFolders: () => importing.run(),
    async restore() {
      for (const { name, now, imported } of known.values())
        if (imported !== undefined) await stored.replace(name, now.personas);
      for (const [account, personas] of own)
        for (const persona of personas) await ownPersonas.put(account, persona, true);
      generation = undefined;
    },
    watch: lookLater,
    stop() {
      isStopped = true;
      cancelLook();
    },
  };
}

/** Returns what changes with each change of a file; undefined where there is no folder. */
async function lookAt(folder: string): Promise<string | undefined> {
  try {
    const files = (await readdir(folder)).filter(isPersonaFile).sort();
    const looks = await Promise.all(
      files.map(async (file) => {
        const facts = await stat(join(folder, file)).catch(() => undefined);
        return [file, facts?.mtimeMs, facts?.ctimeMs, facts?.size, facts?.ino].join(' ');
      }),
    );
    return looks.join('\n');
  } catch {
    return undefined;
  }
}
