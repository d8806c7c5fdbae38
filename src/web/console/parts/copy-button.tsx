import { useConsole } from '../context.ts';
import { Button } from './button.tsx';

/** Copies a text, such as an address to paste at WeChat. */
export function CopyButton(props: {
  readonly text: string;
  /** What is copied, for those who hear the page. */
  readonly what: string;
}) {
  const { texts, say } = useConsole();
  return (
    <Button
      label={`${texts.copy}: ${props.what}`}
      onPress={async () => {
        try {
          // Absent over plain HTTP from another machine.
          await navigator.clipboard.writeText(props.text);
          say(texts.copied);
        } catch {
          say(texts.notCopied);
        }
      }}
    >
      {texts.copy}
    </Button>
  );
}
