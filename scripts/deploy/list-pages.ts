import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Returns every page that a deployer reads, as a path from the root: the READMEs, docs/ and the handbook. */
export function listPages(): readonly string[] {
  const inside = ['docs', 'handbook'].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  return [...readdirSync(ROOT), ...inside].filter((name) => name.endsWith('.md'));
}
