import type { Tool } from '../../answering/tool.ts';
import type { Clock } from '../../runtime/clock.ts';

/** The tool that tells a model date and time, for a vendor's model knows neither. */
export function createCurrentTime({
  clock,
  timeZone: ownTimeZone,
}: {
  readonly clock: Pick<Clock, 'now'>;
  /** Of the account, such as Asia/Shanghai. */
  readonly timeZone: string;
}): Tool {
  return {
    name: 'current_time',
    description: `Tells the current date, time and weekday, in ${ownTimeZone} or in another time zone.`,
    parameters: {
      type: 'object',
      properties: {
        time_zone: {
          type: 'string',
          description: `IANA name of the time zone, such as America/New_York; ${ownTimeZone} when absent.`,
        },
      },
    },
    run({ time_zone: wanted }, { language }) {
      const timeZone = typeof wanted === 'string' && wanted.trim() !== '' ? wanted : ownTimeZone;
      const told = describeTime(clock.now(), timeZone.trim());
      return Promise.resolve(told ?? UNKNOWN_ZONE[language]);
    },
  };
}

const UNKNOWN_ZONE = {
  zh: '没有这个时区。请用 IANA 名称，例如 Asia/Shanghai 或 Europe/London。',
  en: 'There is no such time zone. Use an IANA name, such as Asia/Shanghai or Europe/London.',
};

/** Returns date, time, weekday and zone, as in `2026-12-01 11:15:42, Tuesday, Asia/Shanghai (GMT+08:00)`. */
function describeTime(now: number, timeZone: string): string | undefined {
  const format = openFormat(timeZone);
  if (!format) return undefined;
  const parts = format.formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${date} ${time}, ${part('weekday')}, ${timeZone} (${part('timeZoneName')})`;
}

function openFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'long' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset' },
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
