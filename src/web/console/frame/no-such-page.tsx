import { useConsole } from '../context.ts';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { pathTo } from '../routing/address.ts';

/** Stands where an address leads to no page of the person. */
export function NoSuchPage() {
  const { texts } = useConsole();
  return (
    <>
      <PageHead title={texts.noSuchPage} />
      <Empty
        title={texts.noSuchPageAbout}
        action={
          <a class="button" href={pathTo()}>
            {texts.toStart}
          </a>
        }
      />
    </>
  );
}
