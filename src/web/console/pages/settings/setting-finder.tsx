import { useEffect, useState } from 'preact/hooks';
import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { useTexts } from '../../context.ts';
import { Choice } from '../../parts/choice.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextField } from '../../parts/field.tsx';
import { changeQuery } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { revealLinked } from './reveal-linked.ts';
import { SettingList } from './setting-list.tsx';
import { isChanged, isFound } from './shown-value.ts';
import { texts } from './texts.ts';

/** Settings in groups that fold, with what finds one: a search, the changed ones only, and `#NAME` in the address. */
export function SettingFinder(props: {
  readonly settings: readonly SettingAnswer[];
  readonly account: string;
  readonly onChanged: () => void;
}) {
  const { settings, account, onChanged } = props;
  const t = useTexts(texts);
  const { query } = useAddress();
  const [words, setWords] = useState(query.get('q') ?? '');
  const which = query.get('show') === 'changed' ? 'changed' : 'all';
  const isFiltered = words.trim() !== '' || which === 'changed';
  const found = settings.filter(
    (setting) => isFound(setting, words.trim()) && (which === 'all' || isChanged(setting)),
  );
  useEffect(() => {
    revealLinked();
    addEventListener('hashchange', revealLinked);
    return () => removeEventListener('hashchange', revealLinked);
  }, []);
  return (
    <>
      <div class="filter settings-filter">
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
        <p role="status" class="quiet">
          {isFiltered ? t.found(found.length) : ''}
        </p>
      </div>
      {found.length === 0 ? (
        <Empty title={t.nothingFound}>{t.nothingFoundAbout}</Empty>
      ) : (
        <SettingList {...{ settings: found, account, onChanged }} isUnfolded={isFiltered} />
      )}
    </>
  );
}
