import { post } from '../api.ts';
import { useConsole } from '../context.ts';
import type { User } from '../context.ts';
import { Button } from '../parts/button.tsx';
import { go, pathTo } from '../routing/address.ts';
import { LanguageSwitch } from './language-switch.tsx';
import type { ChosenAccount } from './use-chosen-account.ts';
import './head.css';

/** The bar at the top: whose console it is, which account, and who is signed in. */
export function Head(props: {
  readonly user: User;
  readonly accounts: ChosenAccount;
  readonly isMenuOpen: boolean;
  readonly onMenu: (isOpen: boolean) => void;
}) {
  const { user, accounts, isMenuOpen, onMenu } = props;
  const { texts } = useConsole();
  return (
    <header class="top">
      <button
        type="button"
        class="menu-button"
        aria-expanded={isMenuOpen}
        aria-controls="pages"
        aria-label={isMenuOpen ? texts.closeMenu : texts.menu}
        onClick={() => onMenu(!isMenuOpen)}
      >
        <span aria-hidden="true" />
      </button>
      <a class="home" href={pathTo()}>
        <span class="logo" aria-hidden="true" />
        {texts.product}
      </a>
      {accounts.names.length > 1 && (
        <select
          class="accounts"
          aria-label={texts.account}
          onChange={({ currentTarget }) => accounts.choose(currentTarget.value)}
        >
          {accounts.names.map((name) => (
            <option key={name} value={name} selected={name === accounts.chosen}>
              {name}
            </option>
          ))}
        </select>
      )}
      <div class="person">
        <LanguageSwitch />
        <span class="name">
          {user.name} <small>{texts.roles[user.role]}</small>
        </span>
        <Button
          kind="quiet"
          onPress={async () => {
            await post('logout');
            go(pathTo('login'), 'load');
          }}
        >
          {texts.signOut}
        </Button>
      </div>
    </header>
  );
}
