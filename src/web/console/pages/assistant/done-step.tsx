import type { SimulatorAnswer } from '../../../../console/simulator/simulator-contract.ts';
import { useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Notice } from '../../parts/notice.tsx';
import { pathTo } from '../../routing/address.ts';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

/** Says what is missing, and where it goes on. */
export function DoneStep({ state }: StepProps) {
  const t = useTexts(texts);
  const simulator = useLoad<SimulatorAnswer>('simulator');
  const hasSimulator = simulator.value?.state === 'on';
  const missing = state.steps.filter(({ name, state: how }) => name !== 'done' && how !== 'done');
  const isConnected = state.steps.some(({ name, state: how }) => name === 'done' && how === 'done');
  return (
    <>
      {isConnected && <Notice kind="good">{t.connected}</Notice>}
      {missing.length > 0 && (
        <div>
          <p>{t.missing}</p>
          <ul class="assistant-to-do">
            {missing.map(({ name }) => (
              <li key={name}>{t.steps[name]}</li>
            ))}
          </ul>
        </div>
      )}
      <p>
        <a href={pathTo('overview')}>{t.toOverview}</a>
        {hasSimulator && (
          <>
            {' '}
            · <a href={pathTo('simulator')}>{t.toSimulator}</a>
          </>
        )}
      </p>
      {hasSimulator && state.hasToken && <p class="assistant-quiet">{t.simulatorEnds}</p>}
    </>
  );
}
