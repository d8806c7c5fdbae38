/** Returns what names the day in a time zone, such as 2026-11-23. Later days sort after earlier ones. Throws RangeError for an unknown zone. */
export function createQuotaDay(timeZone: string): (now: number) => string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (now) => {
    const parts = format.formatToParts(now);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}-${part('day')}`;
  };
}
