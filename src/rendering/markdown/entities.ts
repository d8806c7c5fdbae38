import { legalCharacters } from '../legal-characters.ts';
import type { InlineMatch } from './inline-match.ts';

/** `&lt;`, `&#60;` or `&#x3c;`. */
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));/y;
export const ALL_ENTITIES = new RegExp(ENTITY.source, 'g');

/** The names that models write; others stay unchanged. https://html.spec.whatwg.org/#named-character-references */
const NAMED = new Map<string, string>(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    copy: '©',
    reg: '®',
    trade: '™',
    hellip: '…',
    mdash: '—',
    ndash: '–',
    minus: '−',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    bull: '•',
    middot: '·',
    times: '×',
    divide: '÷',
    plusmn: '±',
    deg: '°',
    le: '≤',
    ge: '≥',
    ne: '≠',
    asymp: '≈',
    infin: '∞',
    radic: '√',
    sum: '∑',
    larr: '←',
    uarr: '↑',
    rarr: '→',
    darr: '↓',
    harr: '↔',
    rArr: '⇒',
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    sect: '§',
    para: '¶',
    check: '✓',
    hearts: '♥',
    star: '☆',
    frac12: '½',
    sup2: '²',
    sup3: '³',
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    lambda: 'λ',
    mu: 'μ',
    micro: 'µ',
    pi: 'π',
    sigma: 'σ',
    omega: 'ω',
  }),
);

/** Reads `&lt;` and the like. Its character is text and never becomes a mark or a tag. */
export function readEntity(raw: string, at: number): InlineMatch {
  ENTITY.lastIndex = at;
  const entity = ENTITY.exec(raw);
  if (entity === null) return undefined;
  const text = characterOf(entity);
  return text === undefined ? undefined : { text, to: at + entity[0].length };
}

/** Decodes every entity of a text, as in addresses. */
export function decodeEntities(text: string): string {
  return text.replace(ALL_ENTITIES, (entity, decimal, hexadecimal, name) => {
    const match = [entity, decimal, hexadecimal, name] as (string | undefined)[];
    return characterOf(match) ?? entity;
  });
}

/** Returns the character of an entity; undefined if it is unknown or not legal. */
export function characterOf([, decimal, hexadecimal, name]: readonly (string | undefined)[]):
  string | undefined {
  if (name !== undefined) return NAMED.get(name);
  const code = decimal !== undefined ? Number(decimal) : parseInt(hexadecimal ?? '', 16);
  if (code > 0x10ffff) return undefined;
  const character = legalCharacters(String.fromCodePoint(code));
  return character === '' || character === '\r' ? undefined : character;
}
