import type {
  ChangeAnswer,
  EarlierValueAnswer,
  SettingAnswer,
} from '../../../../console/settings/settings-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { shownText } from './shown-value.ts';
import { texts } from './texts.ts';
import { useTellChange } from './use-tell-change.ts';

/** The earlier values of a setting, each of which can be brought back. */
export function SettingHistory(props: {
  readonly setting: SettingAnswer;
  readonly account: string;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}) {
  const { setting, account, onChanged, onClose } = props;
  const { name, secret } = setting;
  const t = useTexts(texts);
  const { language } = useConsole();
  const mayChange = useMayChange() && !setting.locked;
  const tell = useTellChange();
  const query = { name, account };
  const history = useLoad<{ readonly items: readonly EarlierValueAnswer[] }>(
    'settings/history',
    query,
  );
  const restore = async (id: string) => {
    tell(name, await post<ChangeAnswer>('settings/undo', { name, account, id }));
    onChanged();
    onClose();
  };
  return (
    <Dialog title={t.historyOf(name)} onClose={onClose}>
      <p class="quiet">{t.historyAbout}</p>
      <Loaded of={history}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t.noHistory}</p>
          ) : (
            <Table
              caption={t.historyOf(name)}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t.value,
                  kind: 'main',
                  cell: ({ value, isSet }) => (
                    <span class="settings-value">
                      {secret ? (isSet ? t.isSet : t.notSet) : shownText(setting, value, t)}
                    </span>
                  ),
                },
                { title: t.until, cell: ({ at }) => <Time at={at} /> },
                { title: t.who, cell: ({ by }) => by ?? t.byCommand },
                {
                  title: t.restore,
                  kind: 'actions',
                  cell: ({ id, at }) =>
                    mayChange && (
                      <Button
                        kind="quiet"
                        label={t.restoreOf(new Date(at).toLocaleString(language))}
                        onPress={() => restore(id)}
                      >
                        {t.restore}
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Dialog>
  );
}
