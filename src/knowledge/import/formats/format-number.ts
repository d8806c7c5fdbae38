/** Built-in formats of numbers that matter here. ECMA-376, 18.8.30 */
const BUILT_IN: Readonly<Record<number, string>> = {
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%' },
  ...{ 14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy' },
  ...{ 18: 'h:mm', 19: 'h:mm:ss', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm' },
  ...{ 37: '#,##0', 38: '#,##0', 39: '#,##0.00', 40: '#,##0.00', 45: 'mm:ss', 47: 'mm:ss' },
};
/** Further built-in formats are dates in Chinese, Japanese and Korean. */
const isEastAsianDate = (id: number) => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const DAY_MS = 86_400_000;
/** Day 0 of a sheet; counting from it is right from March 1900 on. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_DAYS = 1462;

/** Returns the code of a format by its number; custom ones are in the file. */
export function formatCode(id: number, custom: ReadonlyMap<number, string>): string {
  return custom.get(id) ?? (isEastAsianDate(id) ? 'yyyy-mm-dd' : (BUILT_IN[id] ?? 'General'));
}

/** Writes a number as its sheet shows it, and dates in ISO form. Formats that are rare are left out. */
export function formatNumber(value: number, code: string, { is1904 = false } = {}): string {
  const [positive = '', negative, zero] = code.split(';');
  const section =
    value < 0 && negative !== undefined && negative !== ''
      ? negative
      : value === 0 && zero !== undefined && zero !== ''
        ? zero
        : positive;
  const bare = section
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, '"$1"')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/[_*]./g, '');
  const letters = bare.replace(/"[^"]*"|\\./g, '');
  if (/[ymdhs]/i.test(letters.replace(/general/gi, '')))
    return formatDate(value + (is1904 ? EPOCH_1904_DAYS : 0), letters);
  const pattern = /[0#?][0#?,.]*%?|%/.exec(hideQuotes(bare));
  if (!pattern || /e[+-]/i.test(letters)) return general(value);
  const shape = pattern[0];
  const decimals = /\.([0#?]*)/.exec(shape)?.[1] ?? '';
  const isPercent = letters.includes('%');
  const isSignWritten = section === negative && section !== positive;
  const shown = isSignWritten ? Math.abs(value) : value;
  const number = new Intl.NumberFormat('en-US', {
    useGrouping: /[0#],[0#]/.test(shape),
    minimumIntegerDigits: Math.min(21, Math.max(1, /^[#?,]*(0*)/.exec(shape)?.[1]?.length ?? 1)),
    minimumFractionDigits: Math.min(20, decimals.replace(/[#?]/g, '').length),
    maximumFractionDigits: Math.min(20, decimals.length),
  }).format(clean(isPercent ? shown * 100 : shown));
  const from = pattern.index;
  const before = literals(bare.slice(0, from));
  const after = literals(bare.slice(from + shape.length));
  return `${before}${number}${shape.endsWith('%') ? '%' : ''}${after}`.trim();
}

/** Writes a number without a format, without what binary fractions add to it. */
export function general(value: number): string {
  return String(clean(value));
}

function clean(value: number): number {
  return Number(value.toPrecision(15));
}

function formatDate(days: number, letters: string): string {
  const isElapsed = /\[(?:h+|m+|s+)\]/i.test(letters);
  const date = new Date(EPOCH_MS + Math.round(days * DAY_MS));
  if (Number.isNaN(date.getTime()) || days < 0) return general(days);
  const iso = date.toISOString();
  const hasDay = /[yd]/i.test(letters);
  const hasTime = /[hs]/i.test(letters);
  const seconds = /s/i.test(letters) ? 19 : 16;
  if (isElapsed) return formatElapsed(Math.round(days * 86_400));
  if (!hasDay && hasTime) return iso.slice(11, seconds);
  if (!/d/i.test(letters) && !hasTime) return iso.slice(0, 7);
  return hasTime ? `${iso.slice(0, 10)} ${iso.slice(11, seconds)}` : iso.slice(0, 10);
}

function formatElapsed(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Keeps the places, so that what is found in it is found in the original. */
function hideQuotes(code: string): string {
  return code.replace(/"[^"]*"|\\./g, (quoted) => ' '.repeat(quoted.length));
}

function literals(code: string): string {
  return code.replace(/"([^"]*)"|\\(.)|[0#?,.]/g, '$1$2');
}
