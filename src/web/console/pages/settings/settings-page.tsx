import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { SettingFinder } from './setting-finder.tsx';
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
      <Loaded of={load}>
        {({ settings }) => (
          <SettingFinder settings={settings} account={account} onChanged={load.reload} />
        )}
      </Loaded>
    </>
  );
}
