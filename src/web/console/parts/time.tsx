import { useConsole } from '../context.ts';

/** An instant: the time today, the day before that; the whole of it when pointed at. */
export function Time(props: {
  readonly at: number;
  /** seconds: for logs and calls. day: without the time. */
  readonly precision?: 'minutes' | 'seconds' | 'day';
}) {
  const { at, precision = 'minutes' } = props;
  const { language, texts } = useConsole();
  const date = new Date(at);
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const daysAgo = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  const time = date.toLocaleTimeString(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(precision === 'seconds' ? { second: '2-digit' } : {}),
    hour12: false,
  });
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  const day =
    daysAgo === 0
      ? texts.today
      : daysAgo === 1
        ? texts.yesterday
        : date.toLocaleDateString(locale, {
            month: 'short',
            day: 'numeric',
            ...(isThisYear ? {} : { year: 'numeric' }),
          });
  const words = precision === 'day' ? day : daysAgo === 0 ? time : `${day} ${time}`;
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString(locale, { hour12: false })}>
      {words}
    </time>
  );
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
