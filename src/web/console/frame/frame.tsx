import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../context.ts';
import type { User } from '../context.ts';
import { mayOpen, pagesFor } from '../pages/page-list.ts';
import { componentOf } from '../pages/pages.ts';
import type { Address } from '../routing/address.ts';
import { Head } from './head.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import { Navigation } from './navigation.tsx';
import type { ChosenAccount } from './use-chosen-account.ts';
import './frame.css';

/** What stands around every page of a person who is signed in. */
export function Frame(props: {
  readonly user: User;
  readonly address: Address;
  readonly accounts: ChosenAccount;
}) {
  const { user, address, accounts } = props;
  const { texts } = useConsole();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const Page = mayOpen(user.role, address) ? componentOf(address.page) : undefined;

  const place = [address.page, ...address.rest].join('/');
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    setMenuOpen(false);
    // As after loading a page: at its top, and read out from its heading.
    scrollTo(0, 0);
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [place]);

  return (
    <div class="frame" data-menu={isMenuOpen}>
      <a class="skip" href="#content">
        {texts.skip}
      </a>
      <Head user={user} accounts={accounts} isMenuOpen={isMenuOpen} onMenu={setMenuOpen} />
      <Navigation
        pages={pagesFor(user.role)}
        current={address.page}
        onClose={() => setMenuOpen(false)}
      />
      <main ref={main} id="content" tabIndex={-1} inert={isMenuOpen}>
        {/* Another account is another page: nothing of the one before stays in it. */}
        {Page ? <Page key={`${address.page} ${accounts.chosen}`} /> : <NoSuchPage />}
      </main>
    </div>
  );
}
