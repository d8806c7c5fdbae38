import type { AdviceLanguage } from '../../runtime/sentence.ts';

/** What a deployer does when upgrading to a version. */
export interface UpgradeNote {
  readonly version: string;
  /** Markdown; undefined for a version that asks for nothing. */
  readonly text: string | undefined;
}

/** The headings below which the changelog says what to do. */
const HEADINGS: Readonly<Record<AdviceLanguage, string>> = { en: 'What to do', zh: '要做的事' };
/** A version may still be unreleased. */
const VERSION_HEADING = /^## (?:Unreleased: )?(\d+\.\d+\.\d+)\s*$/;

/** Lists what the changelog says of the versions after `from`, up to `to`, the oldest first. */
export function listUpgradeNotes(
  changelog: string,
  { from, to }: { readonly from: string; readonly to: string },
  language: AdviceLanguage,
): readonly UpgradeNote[] {
  return changelog
    .split(/^(?=## )/m)
    .flatMap((section): UpgradeNote[] => {
      const [heading = '', ...lines] = section.split('\n');
      const version = VERSION_HEADING.exec(heading)?.[1];
      return version === undefined ? [] : [{ version, text: findPart(lines, HEADINGS[language]) }];
    })
    .filter(
      ({ version }) => compareVersions(version, from) > 0 && compareVersions(version, to) <= 0,
    )
    .sort((one, other) => compareVersions(one.version, other.version));
}

/** Returns the text between a heading of the third level and the next one. */
function findPart(lines: readonly string[], heading: string): string | undefined {
  const begin = lines.indexOf(`### ${heading}`);
  if (begin < 0) return undefined;
  const rest = lines.slice(begin + 1);
  const end = rest.findIndex((line) => line.startsWith('### '));
  return (
    rest
      .slice(0, end < 0 ? undefined : end)
      .join('\n')
      .trim() || undefined
  );
}

/** Compares versions of three numbers; what follows them, such as -beta, does not count. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  return version.split(/[-+]/)[0]?.split('.').map(Number) ?? [];
}
