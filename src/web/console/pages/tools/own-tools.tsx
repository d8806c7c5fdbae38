import type { OwnToolAnswer } from '../../../../console/tools/tools-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts, type ToolsTexts } from './texts.ts';
import type { TriedTool } from './try-dialog.tsx';

type KnownName = keyof ToolsTexts['names'];

const TONES = { on: 'good', off: 'plain', unset: 'warning' } as const;

/** The tools that come with Kuaihui. */
export function OwnTools(props: {
  readonly tools: readonly OwnToolAnswer[];
  /** Absent for those who may not. */
  readonly onTry: ((tool: TriedTool) => void) | undefined;
}) {
  const { tools, onTry } = props;
  const t = useTexts(texts);
  return (
    <Section
      title={t.own}
      intro={t.ownAbout}
      actions={
        <a class="button" href={`${pathTo('settings')}#TOOLS`}>
          {t.toSettings}
        </a>
      }
    >
      <ul class="tools-list">
        {tools.map(({ name, state }) => (
          <li key={name} class="tools-row">
            <div>
              <h3>
                {t.names[name as KnownName]} <Badge tone={TONES[state]}>{t.states[state]}</Badge>
              </h3>
              <p class="quiet">{state === 'unset' ? t.unsetAbout : t.about[name as KnownName]}</p>
            </div>
            {onTry && state === 'on' && (
              <Button
                label={t.tryOf(t.names[name as KnownName])}
                onPress={() => onTry({ tool: name, title: t.names[name as KnownName] })}
              >
                {t.try}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
