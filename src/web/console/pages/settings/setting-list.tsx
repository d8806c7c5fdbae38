import { useState } from 'preact/hooks';
import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { useTexts } from '../../context.ts';
import { Section } from '../../parts/section.tsx';
import { ChangeSetting } from './change-setting.tsx';
import { SettingHistory } from './setting-history.tsx';
import { SettingRow } from './setting-row.tsx';
import { byGroup } from './shown-value.ts';
import { texts } from './texts.ts';
import './settings.css';

/** Settings under their headings, each to be changed in place. */
export function SettingList(props: {
  readonly settings: readonly SettingAnswer[];
  readonly account: string;
  readonly onChanged: () => void;
}) {
  const { settings, account, onChanged } = props;
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
          <Section key={about.key} title={about.title} intro={intro || undefined}>
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
          </Section>
        );
      })}
      {open?.is === 'change' && <ChangeSetting setting={open.setting} {...common} />}
      {open?.is === 'history' && <SettingHistory setting={open.setting} {...common} />}
    </>
  );
}
