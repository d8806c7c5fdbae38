import { useState } from 'preact/hooks';
import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { useTexts } from '../../context.ts';
import { Fold } from '../../parts/fold.tsx';
import { ChangeSetting } from './change-setting.tsx';
import { SettingHistory } from './setting-history.tsx';
import { SettingRow } from './setting-row.tsx';
import { byGroup, isChanged } from './shown-value.ts';
import { texts } from './texts.ts';
import './settings.css';

/** Settings in groups that fold, each to be changed in place. */
export function SettingList(props: {
  readonly settings: readonly SettingAnswer[];
  readonly account: string;
  /** Shows what is in every group, as after a search. */
  readonly isUnfolded: boolean;
  readonly onChanged: () => void;
}) {
  const { settings, account, isUnfolded, onChanged } = props;
  const t = useTexts(texts);
  const [open, setOpen] = useState<{ is: 'change' | 'history'; setting: SettingAnswer }>();
  const close = () => setOpen(undefined);
  const common = { account, onChanged, onClose: close };
  return (
    <>
      {byGroup(settings).map((group) => {
        const [{ group: about, scope }] = group;
        const intro = [scope === 'server' ? `${t.ofServer}。` : '', about.says ?? ''].join('');
        return (
          <Fold
            key={`${about.key} ${isUnfolded}`}
            title={about.title}
            about={t.count(group.length, group.filter(isChanged).length)}
            isOpenAtFirst={isUnfolded}
          >
            {intro && <p class="intro">{intro}</p>}
            <ul class="settings-list">
              {group.map((setting) => (
                <SettingRow
                  key={setting.name}
                  {...{ setting, account, onChanged }}
                  onChange={() => setOpen({ is: 'change', setting })}
                  onHistory={() => setOpen({ is: 'history', setting })}
                />
              ))}
            </ul>
          </Fold>
        );
      })}
      {open?.is === 'change' && <ChangeSetting setting={open.setting} {...common} />}
      {open?.is === 'history' && <SettingHistory setting={open.setting} {...common} />}
    </>
  );
}
