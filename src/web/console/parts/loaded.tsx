import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api.ts';
import { useConsole } from '../context.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { Spinner } from './spinner.tsx';

/** Shows what was loaded, or that it is on its way, or why it did not come and a button to try again. */
export function Loaded<Value>(props: {
  readonly of: {
    readonly value: Value | undefined;
    readonly error: ApiError | undefined;
    readonly reload: () => void;
  };
  readonly children: (value: Value) => ComponentChildren;
}) {
  const { value, error, reload } = props.of;
  const { texts } = useConsole();
  return (
    <>
      {error && (
        <Notice
          kind="fault"
          title={texts.failed}
          actions={<Button onPress={reload}>{texts.retry}</Button>}
        >
          {error.sentence}
        </Notice>
      )}
      {value === undefined ? !error && <Spinner /> : props.children(value)}
    </>
  );
}
