import { useState } from 'preact/hooks';
import type { AnswererKind, Setup } from '../../simulator/page/page-events.ts';
import { folderOrName } from './answerer-name.ts';
import { usePage } from './context.ts';
import { FaultSettings } from './fault-settings.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ProcessSettings } from './process-settings.tsx';

const KINDS = ['personal', 'certified-subscription', 'certified-service', 'sandbox'] as const;
const MODES = ['plain', 'compat', 'safe'] as const;
const ANSWERERS: readonly AnswererKind[] = ['model', 'knowledge', 'practice'];
const MOST_SECONDS = 60;

/** Settings of the account, of its Answerer and of the faults that are played. */
export function Settings({ setup }: { readonly setup: Setup }) {
  const { texts, ask } = usePage();
  const [isClearing, setClearing] = useState(false);
  const { answerers } = setup;
  return (
    <aside class="settings" aria-label={texts.settings}>
      <fieldset>
        <legend>{texts.accountKind}</legend>
        {KINDS.map((kind) => (
          <label key={kind} class="choice">
            <input
              type="radio"
              name="account-kind"
              checked={setup.accountKind === kind}
              onChange={() => ask({ do: 'set-up', accountKind: kind })}
            />
            <span>
              {texts.kinds[kind][0]}
              <small>{texts.kinds[kind][1]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {answerers && (
        <fieldset>
          <legend>{texts.answeredBy}</legend>
          {ANSWERERS.filter((kind) => answerers.names[kind] !== undefined).map((kind) => (
            <label key={kind} class="choice">
              <input
                type="radio"
                name="answerer"
                checked={answerers.chosen === kind}
                onChange={() => ask({ do: 'set-up', answerer: kind })}
              />
              <span>
                {texts.answerers[kind]}
                <small>
                  {kind === 'practice'
                    ? texts.practiceAbout
                    : folderOrName(answerers.names[kind] ?? '')}
                </small>
                {kind === 'model' && <small class="cost">{texts.modelAbout}</small>}
              </span>
            </label>
          ))}
          {answerers.chosen === 'practice' && (
            <label class="speed">
              <input
                type="range"
                min={1}
                max={MOST_SECONDS}
                value={answerers.practiceSeconds}
                onChange={({ currentTarget }) =>
                  ask({ do: 'set-up', practiceSeconds: Number(currentTarget.value) })
                }
              />
              {texts.practiceSeconds(answerers.practiceSeconds)}
            </label>
          )}
        </fieldset>
      )}
      <ProcessSettings killing={setup.killing} />
      <FaultSettings setup={setup} />
      <fieldset>
        <legend>{texts.mode}</legend>
        <div class="segments">
          {MODES.map((mode) => (
            <label key={mode}>
              <input
                type="radio"
                name="mode"
                checked={setup.mode === mode}
                disabled={!setup.modes.includes(mode)}
                onChange={() => ask({ do: 'set-up', mode })}
              />
              <span>{texts.modes[mode]}</span>
            </label>
          ))}
        </div>
        {setup.modes.length === 1 && <p>{texts.modeNeedsKey}</p>}
      </fieldset>
      <div class="actions">
        <button type="button" onClick={() => ask({ do: 'verify' })}>
          {texts.verify}
        </button>
        <button type="button" class="danger" onClick={() => setClearing(true)}>
          {texts.clear}
        </button>
      </div>
      {isClearing && (
        <FormDialog
          title={texts.clearAsk}
          yes={{ label: texts.clearYes, isDangerous: true }}
          then={() => ask({ do: 'clear' })}
          onClose={() => setClearing(false)}
        />
      )}
    </aside>
  );
}
