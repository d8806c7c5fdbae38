import type { ComponentChildren } from 'preact';

/** A link to an address that a stranger may have written: only http and https, in a tab of its own. */
export function SafeLink(props: { readonly href: string; readonly children?: ComponentChildren }) {
  const { href, children = href } = props;
  if (!/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
