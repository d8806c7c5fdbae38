import type { ComponentChildren } from 'preact';
import type { List } from '../hooks/use-list.ts';
import { useConsole } from '../context.ts';
import { Button } from './button.tsx';
import { Loaded } from './loaded.tsx';
import './listed.css';

/** Shows a list of the API with the button that loads more of it; `empty` stands in place of no items. */
export function Listed<Item>(props: {
  readonly of: List<Item>;
  readonly empty: ComponentChildren;
  readonly children: (items: readonly Item[]) => ComponentChildren;
}) {
  const { of, empty, children } = props;
  const { texts } = useConsole();
  return (
    <Loaded of={{ value: of.items, error: of.error, reload: of.reload }}>
      {(items) => (
        <>
          {items.length === 0 ? empty : children(items)}
          {of.hasMore && (
            <div class="pager">
              <Button onPress={of.loadMore}>{texts.more}</Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}
