import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StateAnswer } from '../../console/access/access-contract.ts';
import { htmlLanguage, preferredLanguage, rememberLanguage } from '../shared/language.ts';
import type { Language } from '../shared/language.ts';
import { ConsoleContext } from './context.ts';
import { Frame } from './frame/frame.tsx';
import { OpenFrame } from './frame/open-frame.tsx';
import { useChosenAccount } from './frame/use-chosen-account.ts';
import { useToast } from './frame/use-toast.ts';
import { useLoad } from './hooks/use-load.ts';
import { Loaded } from './parts/loaded.tsx';
import { OPEN_PAGES, pagesFor } from './pages/page-list.ts';
import { go, pathTo } from './routing/address.ts';
import { useAddress, useLinks } from './routing/use-address.ts';
import { consoleTexts } from './texts/console-texts.ts';

/** The whole console. */
export function App() {
  const [language, setLanguage] = useState<Language>(preferredLanguage);
  // Before the first call: its answer is to be in this language.
  document.documentElement.lang = htmlLanguage(language);
  const state = useLoad<StateAnswer>('state');
  const user = state.value?.user ?? undefined;
  const address = useAddress();
  const account = useChosenAccount(user, address);
  const { toast, say } = useToast();
  useLinks();

  const context = useMemo<ConsoleContext>(
    () => ({
      language,
      chooseLanguage(chosen) {
        rememberLanguage(chosen);
        setLanguage(chosen);
      },
      texts: consoleTexts[language],
      user,
      version: state.value?.version ?? '',
      needsPassword: state.value?.needsPassword ?? false,
      account: account.chosen,
      say,
    }),
    [language, state.value, account.chosen, say],
  );

  const isOpen = OPEN_PAGES.some(({ name }) => name === address.page);
  useEffect(() => {
    if (state.value === undefined) return;
    if (!user && !isOpen) go(loginPath(), 'replace');
    else if (user && address.page === '')
      go(pathTo(pagesFor(user.role)[0]?.name ?? 'sessions'), 'replace');
  }, [state.value, address]);

  return (
    <ConsoleContext.Provider value={context}>
      <Loaded of={state}>
        {({ user: known }) =>
          isOpen ? (
            <OpenFrame page={address.page} />
          ) : (
            known && <Frame user={known} address={address} accounts={account} />
          )
        }
      </Loaded>
      <div class="toast" role="status" aria-live="polite">
        {toast}
      </div>
    </ConsoleContext.Provider>
  );
}

function loginPath(): string {
  const { pathname, search } = location;
  const next = pathname.length > pathTo().length ? pathname + search : '';
  return pathTo('login') + (next ? `?next=${encodeURIComponent(next)}` : '');
}
