import type { Row } from '../../sqlite/row-file.ts';

const COUNTS = [
  ...(['questions', 'calls', 'estimated', 'input', 'cached', 'output', 'reasoning'] as const),
];
/** The field of a follower's hash that names its newest day. */
const NEWEST = 'newest';

/** What models used on a day, as the database holds it. */
export type UsageRow = Readonly<Record<(typeof COUNTS)[number], number>> & {
  readonly day: string;
  readonly model: string;
};

/** Reads a hash whose fields are named by what they count, the day unless it is given, and the model. */
export function toModelUsage(
  fields: ReadonlyMap<string, string>,
  of: Row & { readonly day?: string },
): Row[] {
  const rows = new Map<string, Record<string, string | number | null>>();
  for (const [field, value] of fields) {
    const [name = '', ...words] = field.split(' ');
    if (name === NEWEST || words.length === 0) continue;
    const day = of.day ?? words.shift() ?? '';
    const model = words.join(' ');
    const key = `${day} ${model}`;
    const row = rows.get(key) ?? {
      ...of,
      ...{ day, model },
      ...Object.fromEntries(COUNTS.map((count) => [count, 0])),
    };
    rows.set(key, { ...row, [name]: Number(value) });
  }
  return [...rows.values()];
}

/** Returns the fields of such a hash; a follower's name the day, and tell the newest. */
export function toUsageFields(
  rows: readonly UsageRow[],
  kind: 'total' | 'part',
): readonly (string | number)[] {
  const fields = rows.flatMap((row) => {
    const suffix = kind === 'total' ? row.model : `${row.day} ${row.model}`;
    return COUNTS.filter((name) => row[name] > 0).flatMap((name) => [
      `${name} ${suffix}`,
      row[name],
    ]);
  });
  const newest = rows
    .map(({ day }) => day)
    .sort()
    .at(-1);
  return kind === 'part' && newest !== undefined ? [...fields, NEWEST, newest] : fields;
}
