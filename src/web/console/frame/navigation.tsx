import { useEffect, useRef } from 'preact/hooks';
import { useConsole } from '../context.ts';
import type { ListedPage, PageGroup } from '../pages/page-list.ts';
import { pathTo } from '../routing/address.ts';
import './navigation.css';

const GROUPS: readonly PageGroup[] = ['daily', 'setup', 'technical', 'people'];

/** The pages, in groups; on a phone they lie in a drawer that Escape closes. */
export function Navigation(props: {
  readonly pages: readonly ListedPage[];
  readonly current: string;
  readonly onClose: () => void;
}) {
  const { pages, current, onClose } = props;
  const { texts, language, version } = useConsole();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      const menu = document.querySelector<HTMLElement>('.menu-button[aria-expanded="true"]');
      if (!menu) return;
      onClose();
      menu.focus();
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <>
      <nav ref={nav} id="pages" class="pages" aria-label={texts.pages}>
        {GROUPS.map((group) => {
          const own = pages.filter((page) => page.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group}>
              <h2>{texts.groups[group]}</h2>
              <ul>
                {own.map(({ name, texts: words }) => (
                  <li key={name}>
                    <a href={pathTo(name)} aria-current={name === current ? 'page' : undefined}>
                      {words[language].title}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
        {version && <p class="version">{`${texts.product} ${version}`}</p>}
      </nav>
      <div class="shade" aria-hidden="true" onClick={onClose} />
    </>
  );
}
