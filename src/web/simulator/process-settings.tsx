import type { Killing } from '../../simulator/page/page-events.ts';
import { kill } from './connection.ts';
import { usePage } from './context.ts';
import { focusMessageBox } from './focus.ts';

/** Kills the server in the middle of whatever it does, to see that nothing is lost. */
export function ProcessSettings({ killing }: { readonly killing: Killing }) {
  const { texts, say, explain } = usePage();
  if (killing === 'not here') return null;
  return (
    <fieldset>
      <legend>{texts.process}</legend>
      <p>{texts.processAbout}</p>
      {killing === 'possible' ? (
        <button
          type="button"
          class="kill"
          onClick={() => {
            kill().catch((error: unknown) =>
              say(explain(error instanceof Error ? error.message : String(error))),
            );
            focusMessageBox();
          }}
        >
          {texts.kill}
        </button>
      ) : (
        <>
          <p>{texts.killByHand}</p>
          <pre class="steps">{texts.killByHandSteps.join('\n')}</pre>
        </>
      )}
    </fieldset>
  );
}
