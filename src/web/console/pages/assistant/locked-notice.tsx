import { useMayChange, useTexts } from '../../context.ts';
import { Notice } from '../../parts/notice.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';

/** Says that the environment sets something, and leads to where it is taken over into the console. */
export function LockedNotice({ setting }: { readonly setting: string }) {
  const t = useTexts(texts);
  const mayChange = useMayChange();
  return (
    <Notice>
      {t.locked(setting)} {mayChange && <a href={pathTo('settings', 'env-file')}>{t.takeOver}</a>}
    </Notice>
  );
}
