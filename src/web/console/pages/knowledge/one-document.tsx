import type { DocumentAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { SafeLink } from '../../parts/safe-link.tsx';
import { Section } from '../../parts/section.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';

/** A document with its first passages, as answers find them. */
export function OneDocument({
  base,
  document,
}: {
  readonly base: string;
  readonly document: string;
}) {
  const t = useTexts(texts);
  const { account } = useConsole();
  const read = useLoad<DocumentAnswer>('knowledge/documents', { account, base, document });
  return (
    <>
      <p>
        <a href={pathTo('knowledge')}>{t.back}</a>
      </p>
      <Loaded of={read}>
        {({ title, parts, passages, address, problem, folder }) => (
          <Section title={title} intro={document}>
            {folder !== undefined && <p>{t.fromFolder(folder)}</p>}
            {problem !== undefined && <p>{problem}</p>}
            {address !== undefined && <SafeLink href={address} />}
            {passages > parts.length && <p>{t.firstPassages}</p>}
            <ul class="knowledge-list">
              {parts.map(({ heading, text, wordings }, place) => (
                <li key={place}>
                  <strong>{heading}</strong>
                  <p class="knowledge-text">{text}</p>
                  {wordings.length > 0 && (
                    <p class="knowledge-quiet">
                      {t.variants}: {wordings.join(' · ')}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
      </Loaded>
    </>
  );
}
