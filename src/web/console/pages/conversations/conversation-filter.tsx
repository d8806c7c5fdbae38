import { useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { SelectField, TextField } from '../../parts/field.tsx';
import { go, pathTo } from '../../routing/address.ts';
import { FILTER_NAMES } from './read-filter.ts';
import { texts } from './texts.ts';

/** What is searched; it lives in the address, so that the back button and a link know it. */
export function ConversationFilter({ query }: { readonly query: URLSearchParams }) {
  const t = useTexts(texts);
  const value = (name: string) => query.get(name) ?? '';
  const withAny = (words: Readonly<Record<string, string>>) => [
    { value: '', label: t.any },
    ...Object.entries(words).map(([name, label]) => ({ value: name, label })),
  ];
  const search = (form: HTMLFormElement) => {
    const words = new URLSearchParams();
    for (const [name, given] of new FormData(form))
      if (typeof given === 'string' && given.trim() !== '') words.set(name, given.trim());
    const text = words.toString();
    go(pathTo('conversations') + (text ? `?${text}` : ''));
  };
  const isEmpty = FILTER_NAMES.every((name) => value(name) === '');
  return (
    <form
      // A new filter fills the fields anew.
      key={query.toString()}
      class="filter"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search(event.currentTarget);
      }}
    >
      <TextField label={t.search} name="q" type="search" value={value('q')} maxLength={200} />
      <SelectField
        label={t.state}
        name="state"
        value={value('state')}
        options={withAny(t.states)}
      />
      <SelectField
        label={t.origin}
        name="origin"
        value={value('origin')}
        options={withAny(t.origins)}
      />
      <TextField label={t.from} name="from" type="date" value={value('from')} />
      <TextField label={t.to} name="to" type="date" value={value('to')} />
      <TextField label={t.follower} name="follower" value={value('follower')} maxLength={200} />
      <div class="actions">
        <Button type="submit" kind="strong">
          {t.find}
        </Button>
        {!isEmpty && <Button onPress={() => go(pathTo('conversations'))}>{t.clear}</Button>}
      </div>
    </form>
  );
}
