import type { LogLine } from '../../../../console/log/log-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import type { LiveEntry } from '../../hooks/use-live.ts';
import { Time } from '../../parts/time.tsx';
import { texts } from './texts.ts';
import './log.css';

/** Lines of the log, newest first, in the language of the page. */
export function LogLines({ entries }: { readonly entries: readonly LiveEntry<LogLine>[] }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  return (
    <ol class="log-lines" aria-label={t.lines} reversed>
      {[...entries].reverse().map(({ n, value: { level, time, msg, zh, error, ...line } }) => (
        <li key={n} data-level={level}>
          <span class="log-time">
            <Time at={time} precision="seconds" />
          </span>
          <span class="log-level">{t.marks[level]}</span>
          <span class="log-words">
            {language === 'zh' ? (zh ?? msg) : msg}
            {error && (
              <span class="log-error">
                {error.name}: {error.message}
              </span>
            )}
            <span class="log-about">
              {[line.code, line.account, t.process(line.process)].filter(Boolean).join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
