import { CopyButton } from './copy-button.tsx';
import './copy-line.css';

/** A value to be copied, with its name and the button. */
export function CopyLine(props: { readonly label: string; readonly text: string }) {
  const { label, text } = props;
  return (
    <div class="copy-line">
      <span class="label">{label}</span>
      <code>{text}</code>
      <CopyButton text={text} what={label} />
    </div>
  );
}
