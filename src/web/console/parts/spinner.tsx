import { useConsole } from '../context.ts';
import './spinner.css';

/** Says that something is on its way; it appears only when that takes a moment. */
export function Spinner() {
  const { texts } = useConsole();
  return (
    <p class="spinner" role="status">
      {texts.loading}
    </p>
  );
}
