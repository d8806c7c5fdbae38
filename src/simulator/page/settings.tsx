import { LASTING_FAULTS, SINGLE_FAULTS } from '../page-events.ts';
import type { AnswererKind, Setup } from '../page-events.ts';
import { usePage } from './context.ts';

const KINDS = ['personal', 'certified-subscription', 'certified-service', 'sandbox'] as const;
const MODES = ['plain', 'compat', 'safe'] as const;
const ANSWERERS: readonly AnswererKind[] = ['model', 'knowledge', 'practice'];
const MOST_SECONDS = 60;

/** What the account is, who answers, and what goes wrong. */
export function Settings({
  setup,
  openId,
}: {
  readonly setup: Setup;
  readonly openId: string | undefined;
}) {
  const { texts, ask } = usePage();
  const { answerers, lasting } = setup;
  const faults = SINGLE_FAULTS.filter((one) => one !== 'other-process' || setup.hasOtherProcess);
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
                <small>{kind === 'practice' ? texts.practiceAbout : answerers.names[kind]}</small>
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
      <fieldset>
        <legend>{texts.faults}</legend>
        <p>{texts.faultsAbout}</p>
        <div class="faults">
          {faults.map((fault) => (
            <button
              key={fault}
              type="button"
              title={texts.singleFaults[fault][1]}
              onClick={() =>
                ask({ do: 'play-fault', fault, ...(isPersonal(fault) && openId ? { openId } : {}) })
              }
            >
              {texts.singleFaults[fault][0]}
            </button>
          ))}
        </div>
        {LASTING_FAULTS.map((fault) => (
          <label key={fault} class="choice">
            <input
              type="checkbox"
              role="switch"
              checked={lasting.includes(fault)}
              onChange={({ currentTarget }) =>
                ask({ do: 'keep-fault', fault, isOn: currentTarget.checked })
              }
            />
            <span>{texts.lastingFaults[fault]}</span>
          </label>
        ))}
      </fieldset>
      <div class="actions">
        <button type="button" onClick={() => ask({ do: 'add-follower' })}>
          {texts.addFollower}
        </button>
        <button type="button" onClick={() => ask({ do: 'verify' })}>
          {texts.verify}
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            if (confirm(texts.clearAsk)) ask({ do: 'clear' });
          }}
        >
          {texts.clear}
        </button>
      </div>
    </aside>
  );
}

/** Quota belongs to one follower; the rest happens to the account. */
function isPersonal(fault: (typeof SINGLE_FAULTS)[number]): boolean {
  return fault === 'spend-quota' || fault === 'close-window';
}
