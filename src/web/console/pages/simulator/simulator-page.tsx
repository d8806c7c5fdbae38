import type { SimulatorAnswer } from '../../../../console/simulator/simulator-contract.ts';
import { useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';

/** Simulator: what it is for, and the way to it. */
export function SimulatorPage() {
  const t = useTexts(texts);
  const simulator = useLoad<SimulatorAnswer>('simulator');
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Loaded of={simulator}>{(answer) => <WayToIt {...answer} />}</Loaded>
      <Section title={t.what}>
        <ul>
          {t.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <p class="quiet">{t.safe}</p>
      </Section>
    </>
  );
}

function WayToIt({ state, url, command }: SimulatorAnswer) {
  const t = useTexts(texts);
  switch (state) {
    case 'on':
      if (url === null) return <Notice>{t.forOwners}</Notice>;
      return (
        <Section title={t.open}>
          <div class="actions">
            <a class="button" data-kind="strong" href={url} target="_blank" rel="noopener">
              {t.openTab}
            </a>
            <a class="button" href={url}>
              {t.openHere}
            </a>
          </div>
        </Section>
      );
    case 'off':
      return (
        <Notice
          title={t.off}
          actions={
            <a class="button" href={pathTo('settings')}>
              {t.toSettings}
            </a>
          }
        >
          {t.offAbout}
        </Notice>
      );
    case 'one process only':
      return (
        <>
          <Notice title={t.single}>{t.singleAbout}</Notice>
          <pre>{command}</pre>
        </>
      );
  }
}
