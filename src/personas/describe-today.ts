/** Returns the sentence that tells a model which day it is. It holds no time, so that the vendor's cache of prompts holds for a day. */
export function createDescribeToday(
  timeZone: string,
  language: 'zh' | 'en',
): (now: number) => string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  });
  return (now) => {
    const parts = format.formatToParts(now);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    if (language === 'en')
      return `Today is ${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}.`;
    const month = part('month').replace('月', '');
    return `今天是 ${part('year')}年${month}月${part('day')}日，${part('weekday')}。`;
  };
}
