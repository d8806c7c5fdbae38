import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { useConsole } from '../context.ts';
import './button.css';

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** strong: the one thing to do here. dangerous: deletes. quiet: looks like a link. */
  readonly kind?: 'plain' | 'strong' | 'dangerous' | 'quiet';
  readonly type?: 'button' | 'submit';
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** Says more than the words on it, where several buttons have the same. */
  readonly label?: string | undefined;
  /** A promise keeps the button busy until it settles; what a call was refused for is shown. */
  readonly onPress?: () => void | Promise<void>;
}

/** A button; while its work is under way it takes no second press. */
export function Button(props: ButtonProps) {
  const { children, kind = 'plain', type = 'button', isDisabled = false, label, onPress } = props;
  const { say } = useConsole();
  const [isWorking, setWorking] = useState(false);
  const isBusy = isWorking || (props.isBusy ?? false);
  const press = () => {
    const work = onPress?.();
    if (!work) return;
    setWorking(true);
    work
      .catch((error: unknown) => say(error instanceof ApiError ? error.sentence : String(error)))
      .finally(() => setWorking(false));
  };
  return (
    <button
      type={type}
      class="button"
      data-kind={kind}
      aria-label={label}
      aria-busy={isBusy}
      // A disabled button would lose the focus while it works.
      aria-disabled={isBusy}
      disabled={isDisabled}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else if (onPress) press();
      }}
    >
      {children}
    </button>
  );
}
