import { useState } from 'preact/hooks';
import type { ServerToolAnswer } from '../../../../console/tools/tools-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { texts } from './texts.ts';
import type { TriedTool } from './try-dialog.tsx';

/** So many tools are seen without unfolding them. */
const FEW = 6;

/** What a server has, in its own words: offered to models, or withheld with the reason. */
export function ServerTools(props: {
  readonly server: string;
  readonly tools: readonly ServerToolAnswer[];
  readonly onTry: ((tool: TriedTool) => void) | undefined;
  /** Absent where the console cannot allow it. */
  readonly onAllow: ((tool: string) => Promise<void>) | undefined;
}) {
  const { server, tools, onTry, onAllow } = props;
  const t = useTexts(texts);
  const [allowing, setAllowing] = useState<string>();
  const offered = tools.filter(({ offeredAs }) => offeredAs !== null).length;
  if (tools.length === 0) return <p class="quiet">{t.noTools}</p>;
  return (
    <details class="tools-of-server" open={tools.length <= FEW}>
      <summary>{t.counts(offered, tools.length - offered)}</summary>
      <ul>
        {tools.map((tool) => (
          <li key={tool.name} class="tools-row">
            <div>
              <h4>
                <code title={tool.offeredAs === null ? undefined : t.offeredAs(tool.offeredAs)}>
                  {tool.name}
                </code>{' '}
                {tool.offeredAs === null && <Badge tone="warning">{t.withheld}</Badge>}
              </h4>
              <p class="quiet tools-says">{tool.description}</p>
              {tool.withheld !== null && <p class="tools-why">{tool.withheld}</p>}
            </div>
            <div class="actions">
              {onAllow && tool.canBeAllowed && (
                <Button
                  kind="quiet"
                  label={t.allowOf(tool.name)}
                  onPress={() => setAllowing(tool.name)}
                >
                  {t.allow}
                </Button>
              )}
              {onTry && (
                <Button
                  kind="quiet"
                  label={t.tryOf(tool.name)}
                  onPress={() => onTry({ server, tool: tool.name, title: tool.name })}
                >
                  {t.try}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {allowing !== undefined && onAllow && (
        <ConfirmDialog
          title={t.allowOf(allowing)}
          yes={t.allow}
          onClose={() => setAllowing(undefined)}
          onYes={() => onAllow(allowing)}
        >
          <p>{t.allowAbout}</p>
        </ConfirmDialog>
      )}
    </details>
  );
}
