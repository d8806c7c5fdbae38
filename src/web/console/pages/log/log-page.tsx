import { useState } from 'preact/hooks';
import type { LogLine } from '../../../../console/log/log-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLive } from '../../hooks/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Empty } from '../../parts/empty.tsx';
import { CheckField, TextField } from '../../parts/field.tsx';
import { LiveState } from '../../parts/live-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { isShown, type LogFilter } from './is-shown.ts';
import { LogLines } from './log-lines.tsx';
import { texts } from './texts.ts';

const LEVELS = ['info', 'warn', 'error'] as const;
const MOST = 2000;

/** Log: what all processes write, live. */
export function LogPage() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const live = useLive<LogLine>({
    ...{ stream: 'live', poll: 'log', query: { ring: 'log' }, most: MOST },
  });
  const [pausedAt, setPausedAt] = useState<number>();
  const [filter, setFilter] = useState<LogFilter>({ level: 'info', words: '', account: undefined });
  const newest = live.entries.at(-1)?.n ?? 0;
  const isPaused = pausedAt !== undefined;
  const fit = live.entries.filter(({ value }) => isShown(value, filter));
  const shown = isPaused ? fit.filter(({ n }) => n <= pausedAt) : fit;
  const pause = (
    <Button onPress={() => setPausedAt(isPaused ? undefined : newest)}>
      {isPaused ? t.goOn : t.pause}
    </Button>
  );
  return (
    <>
      <PageHead title={t.title} intro={t.intro} actions={pause} />
      <div class="filter">
        <Choice
          label={t.level}
          options={LEVELS.map((value) => ({ value, label: t.levels[value] }))}
          value={filter.level}
          onChange={(level) => setFilter({ ...filter, level })}
        />
        <TextField
          {...{ label: t.search, name: 'words', type: 'search', placeholder: t.searchHint }}
          value={filter.words}
          onInput={(words) => setFilter({ ...filter, words })}
        />
        <CheckField
          label={t.onlyAccount(account)}
          name="account"
          isChecked={filter.account !== undefined}
          onChange={(isOn) => setFilter({ ...filter, account: isOn ? account : undefined })}
        />
        {isPaused ? (
          <span role="status">{t.paused(fit.length - shown.length)}</span>
        ) : (
          <LiveState state={live.state} />
        )}
      </div>
      {shown.length === 0 ? (
        <Empty title={t.none}>{t.noneAbout}</Empty>
      ) : (
        <LogLines entries={shown} />
      )}
    </>
  );
}
