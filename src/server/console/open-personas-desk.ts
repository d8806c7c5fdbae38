import { ConsoleError, FormError } from '../../console/api/console-error.ts';
import type { PersonaAnswer, PersonaFieldsBody } from '../../console/personas/personas-contract.ts';
import type { PersonasDesk } from '../../console/personas/personas-desk.ts';
import { personasTexts as texts } from '../../console/personas/personas-texts.ts';
import { normaliseSpelling } from '../../messages/visible-text.ts';
import { createDescribeToday } from '../../personas/describe-today.ts';
import { findByName } from '../../personas/find-by-name.ts';
import { openOwnPersonas, withOwn } from '../../personas/own-personas.ts';
import { readPersonaFields } from '../../personas/parse-persona.ts';
import type { PersonaFile } from '../../personas/persona.ts';
import { personaSetOf } from '../../personas/persona-set.ts';
import { DEFAULT_NAMES, namesOf } from '../../personas/read-persona-folder.ts';
import type { ConsoleWorld } from './console-world.ts';

/** The personas of an account, as its settings name them. */
interface AccountView {
  readonly files: readonly PersonaFile[];
  readonly problems: readonly { readonly zh: string; readonly en: string }[];
  readonly own: readonly PersonaFile[];
  readonly all: readonly PersonaFile[];
  readonly chosen: PersonaFile | undefined;
  readonly folder: string;
}

/** Opens what the console does with personas. What is in the folders stays there; the console writes records. */
export function openPersonasDesk({
  personas,
  books,
  store,
  runtime,
}: Pick<ConsoleWorld, 'personas' | 'books' | 'store' | 'runtime'>): PersonasDesk {
  const records = openOwnPersonas(store.collections);

  async function view(account: string): Promise<AccountView> {
    const { settings } = await books.accounts.show(account);
    const personasDir = settings['PERSONAS_DIR'];
    const folder = personas.readFolder(personasDir);
    const own = await records.list(account);
    const { personas: all } = withOwn(folder, own);
    const named = settings['PERSONA'];
    return {
      ...{ own, all, files: folder.personas, problems: folder.problems },
      chosen: named === undefined ? undefined : findByName(all, namesOf, named),
      folder: personaSetOf(personasDir).folder,
    };
  }

  async function save(
    account: string,
    { all, files, chosen }: AccountView,
    id: string,
    fields: PersonaFieldsBody,
    isNew: boolean,
  ): Promise<PersonaAnswer> {
    const read = readPersonaFields(id, fields);
    if ('problems' in read)
      throw new FormError(
        ...([400, 'not_valid', texts.notValid()] as const),
        read.problems.map(({ key, says }) => ({ name: key, sentence: says })),
      );
    const { persona } = read;
    const taken = [...DEFAULT_NAMES, ...all.filter((one) => one.id !== id).flatMap(namesOf)];
    const clash = namesOf(persona).find((name) =>
      taken.some((other) => normaliseSpelling(other) === normaliseSpelling(name)),
    );
    const isTaken = clash !== undefined || (isNew && all.some((one) => one.id === id));
    if (isTaken || (await records.put(account, persona, isNew)) === 'stale') {
      const sentence = texts.nameTaken(clash ?? persona.name);
      throw new FormError(409, 'name_taken', sentence, [{ name: 'name', sentence }]);
    }
    await personas.refresh();
    return toAnswer(persona, { own: [persona], files, chosen });
  }

  return {
    async list(account, language) {
      const found = await view(account);
      return {
        items: found.all.map((persona) => toAnswer(persona, found)),
        folder: found.folder,
        problems: found.problems.map((problem) => problem[language]),
      };
    },
    async add(account, fields) {
      return save(account, await view(account), toId(fields.name), fields, true);
    },
    async change(account, id, fields) {
      const found = await view(account);
      requireKnown(found, id);
      return save(account, found, id, fields, false);
    },
    async remove(account, id) {
      const found = await view(account);
      requireKnown(found, id);
      const isOfFile = found.files.some((one) => one.id === id);
      if (!found.own.some((one) => one.id === id))
        throw new ConsoleError(409, 'of_file', texts.ofFile(`${id}.md`));
      if (found.chosen?.id === id && !isOfFile)
        throw new ConsoleError(409, 'is_default', texts.isDefault());
      await records.remove(account, id);
      await personas.refresh();
    },
    async preview(account, prompt) {
      const { settings } = await books.accounts.show(account);
      const language = settings['FOLLOWER_LANGUAGE'] === 'en' ? 'en' : 'zh';
      const zone = settings['QUOTA_TIME_ZONE'] ?? 'Asia/Shanghai';
      const today = createDescribeToday(zone, language)(runtime.clock.now());
      return [prompt.trim(), today].join('\n\n').trim();
    },
  };
}

function requireKnown({ all }: AccountView, id: string): void {
  if (!all.some((one) => one.id === id))
    throw new ConsoleError(404, 'no_such_persona', texts.unknown());
}

function toAnswer(
  { id, name, prompt, temperature, model, ...texts }: PersonaFile,
  { own, files, chosen }: Pick<AccountView, 'own' | 'files' | 'chosen'>,
): PersonaAnswer {
  return {
    ...{ id, name, prompt, source: own.some((one) => one.id === id) ? 'own' : 'file' },
    ...{ name_en: texts.name_en, model, temperature: temperature ?? null },
    ...{ description: texts.description, description_en: texts.description_en },
    ...{ greeting: texts.greeting, greeting_en: texts.greeting_en },
    file: files.some((one) => one.id === id) ? `${id}.md` : null,
    isDefault: chosen?.id === id,
  };
}

/** Returns an id that a file could have too. */
function toId(name: string): string {
  return (
    name
      .trim()
      .replace(/[\s/\\]+/g, '-')
      .slice(0, 40) || 'persona'
  );
}
