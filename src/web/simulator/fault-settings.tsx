import type { ArmedFault } from '../../simulator/platform/faults.ts';
import { LASTING_FAULTS } from '../../simulator/page/page-events.ts';
import type { Setup } from '../../simulator/page/page-events.ts';
import { usePage } from './context.ts';

const PUSH_FAULTS = ['lose-reply', 'lose-attempt', 'double-push', 'other-process'] as const;
const API_FAULTS = ['api-busy', 'lose-api-answer', 'drop-api-call'] as const;
const TOKEN_FAULTS = ['steal-token', 'expire-token'] as const;

/** What goes wrong: what waits for its moment, what happens immediately, and what stays. */
export function FaultSettings({ setup }: { readonly setup: Setup }) {
  const { texts, ask } = usePage();
  const { armed, lasting, accountKind, hasOtherProcess } = setup;
  const button = (fault: ArmedFault) => (
    <ArmedButton key={fault} fault={fault} times={armed.filter((one) => one === fault).length} />
  );
  return (
    <fieldset>
      <legend>{texts.faults}</legend>
      <p>{texts.faultsAbout}</p>
      <h3>{texts.pushFaults}</h3>
      <div class="faults">
        {PUSH_FAULTS.filter((fault) => fault !== 'other-process' || hasOtherProcess).map(button)}
      </div>
      <h3>{texts.apiFaults}</h3>
      {accountKind === 'personal' ? (
        <p>{texts.noApiFaults}</p>
      ) : (
        <>
          <div class="faults">
            {API_FAULTS.map(button)}
            {TOKEN_FAULTS.map((fault) => (
              <button
                key={fault}
                type="button"
                class="at-once"
                title={texts.instantFaults[fault][1]}
                onClick={() => ask({ do: 'play-fault', fault })}
              >
                {texts.instantFaults[fault][0]}
                <small>{texts.atOnce}</small>
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
        </>
      )}
    </fieldset>
  );
}

/** Pressed, it waits until what it stands for happens; pressed again, it does not. */
function ArmedButton({ fault, times }: { readonly fault: ArmedFault; readonly times: number }) {
  const { texts, ask } = usePage();
  const { name, armed } = texts.armedFaults[fault];
  return (
    <button
      type="button"
      title={armed}
      aria-pressed={times > 0}
      onClick={() => ask(times > 0 ? { do: 'disarm-fault', fault } : { do: 'play-fault', fault })}
    >
      {name}
      {times > 0 && <small>{times > 1 ? `${texts.armedMark} ×${times}` : texts.armedMark}</small>}
    </button>
  );
}
