import { useEffect, useState } from 'preact/hooks';
import { go, readAddress } from './address.ts';
import type { Address } from './address.ts';

/** Follows the address bar: links, the back button, and `go`. */
export function useAddress(): Address {
  const [address, setAddress] = useState(readAddress);
  useEffect(() => {
    const read = () => setAddress(readAddress());
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  return address;
}

/** Has links to pages of the console change the page without asking the server for it. */
export function useLinks(): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link || link.target || link.hasAttribute('download')) return;
      if (link.origin !== location.origin || !link.pathname.startsWith('/console/')) return;
      if (link.pathname.startsWith('/console/api/')) return;
      // A place on the same page: the browser itself goes there, with the focus.
      if (link.hash && link.pathname === location.pathname && link.search === location.search)
        return;
      event.preventDefault();
      go(link.pathname + link.search + link.hash);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, []);
}
