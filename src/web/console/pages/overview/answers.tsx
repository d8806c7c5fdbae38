import type { Overview } from '../../../../console/overview/overview-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { formatCount, toSeconds } from './format.ts';
import { texts } from './texts.ts';

/** By which way answers went, whose words they were, and how long they took. */
export function Answers({ overview }: { readonly overview: Overview }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  const { medianMs, p95Ms } = overview.wholeAnswer;
  const inSeconds = (ms: number) => t.seconds(toSeconds(ms));
  const nameIn = (names: Readonly<Record<string, string>>, key: string) => names[key] ?? key;
  const ways = Object.entries(overview.ways);
  if (ways.length === 0) return null;
  const origins = Object.entries(overview.origins)
    .map(([key, count]) => `${nameIn(t.origins, key)} ${formatCount(count, language)}`)
    .join(' · ');
  return (
    <Section title={t.howAnswered}>
      <Facts
        facts={[
          ...ways.map(
            ([way, count]) => [nameIn(t.ways, way), formatCount(count, language)] as const,
          ),
          [t.source, origins],
          [
            t.whole,
            medianMs === undefined || p95Ms === undefined
              ? undefined
              : t.wholeValue(inSeconds(medianMs), inSeconds(p95Ms)),
          ],
        ]}
      />
    </Section>
  );
}
