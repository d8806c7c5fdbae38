import type { ModelsAnswer } from '../../../../console/models/models-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RoleSection } from './role-section.tsx';
import { ROLES } from './roles.ts';
import { texts } from './texts.ts';

/** Models: who answers, in which order, with which key, and whether it works. */
export function ModelsPage() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const load = useLoad<ModelsAnswer>('models', { account });
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Loaded of={load}>
        {({ models, locked }) => (
          <>
            {!models.some(({ role }) => role === 'chat') && (
              <Notice title={t.noChat}>{t.noChatAbout}</Notice>
            )}
            {ROLES.map((role) => (
              <RoleSection
                key={role.name}
                role={role}
                locked={locked}
                models={models.filter((model) => model.role === role.name)}
                onChanged={load.reload}
              />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}
