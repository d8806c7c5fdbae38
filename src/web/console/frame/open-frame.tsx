import { useConsole } from '../context.ts';
import { componentOf } from '../pages/pages.ts';
import { LanguageSwitch } from './language-switch.tsx';
import './open-frame.css';

/** What stands around the pages of people who are not signed in: the least there can be. */
export function OpenFrame(props: { readonly page: string }) {
  const { texts } = useConsole();
  const Page = componentOf(props.page);
  return (
    <div class="open-frame">
      <header>
        <span class="home">
          <span class="logo" aria-hidden="true" />
          {texts.product}
        </span>
        <LanguageSwitch />
      </header>
      <main>{Page && <Page />}</main>
    </div>
  );
}
