import { useState } from 'preact/hooks';
import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Choice } from '../../parts/choice.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextField } from '../../parts/field.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { changeQuery, pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { SettingList } from './setting-list.tsx';
import { isFound } from './shown-value.ts';
import { TakeOver } from './take-over.tsx';
import { texts } from './texts.ts';

/** Every setting of the account and of the server. */
export function SettingsPage() {
  const { rest } = useAddress();
  return rest[0] === 'env-file' ? <TakeOver /> : <AllSettings />;
}

function AllSettings() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const mayChange = useMayChange();
  const { query } = useAddress();
  const [words, setWords] = useState(query.get('q') ?? '');
  const which = query.get('show') === 'changed' ? 'changed' : 'all';
  const load = useLoad<{ readonly settings: readonly SettingAnswer[] }>('settings', { account });
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={
          mayChange && (
            <a class="button" href={pathTo('settings', 'env-file')}>
              {t.envFile}
            </a>
          )
        }
      />
      <div class="filter">
        <TextField
          label={t.search}
          name="q"
          type="search"
          placeholder={t.searchHint}
          value={words}
          onInput={(value) => {
            setWords(value);
            changeQuery({ q: value });
          }}
        />
        <Choice
          label={t.which}
          value={which}
          options={[
            { value: 'all', label: t.all },
            { value: 'changed', label: t.changed },
          ]}
          onChange={(value) => changeQuery({ show: value === 'all' ? '' : value })}
        />
      </div>
      <Loaded of={load}>
        {({ settings }) => {
          const found = settings.filter(
            (setting) =>
              isFound(setting, words.trim()) &&
              (which === 'all' || setting.isSet || setting.history > 0),
          );
          if (found.length === 0)
            return <Empty title={t.nothingFound}>{t.nothingFoundAbout}</Empty>;
          return <SettingList settings={found} account={account} onChanged={load.reload} />;
        }}
      </Loaded>
    </>
  );
}
