import type { ImportedAnswer } from '../../../../console/assistant/assistant-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Time } from '../../parts/time.tsx';
import { accountTexts } from './account-texts.ts';

/** Shows the admin's own menu and replies, as they were read. */
export function Imported({ imported }: { readonly imported: ImportedAnswer }) {
  const t = useTexts(accountTexts);
  const { at, menu, welcome, fallback, rules } = imported;
  const say = (reply: typeof welcome) =>
    reply &&
    `${reply.isOn ? '' : `（${t.isOff}）`}${reply.kind === 'text' ? reply.text : reply.kind}`;
  return (
    <>
      <h3>
        {t.imported} <Time at={at} />
      </h3>
      <Notice>{t.nothingRepliesYet}</Notice>
      <Facts
        facts={[
          [t.menu, menu.length === 0 ? t.none : <Menu menu={menu} />],
          [t.welcome, say(welcome) ?? t.none],
          [t.fallback, say(fallback) ?? t.none],
          [t.rules, rules.length === 0 ? t.none : undefined],
        ]}
      />
      <ul class="assistant-rules">
        {rules.map((rule, index) => (
          <li key={index}>
            <strong>{rule.name}</strong>{' '}
            {rule.isWithoutKeywords && <Badge tone="warning">{t.noKeywords}</Badge>}
            <p>
              {rule.keywords
                .map(({ text, match }) => `${text}（${match === 'equal' ? t.equal : t.contain}）`)
                .join('、')}
            </p>
            <p>
              {rule.replies
                .map(({ kind, text }) => (kind === 'text' ? text : `[${kind}] ${text}`))
                .join(' / ')}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Menu({ menu }: { readonly menu: ImportedAnswer['menu'] }) {
  return (
    <ul>
      {menu.map((button, index) => (
        <li key={index}>
          {button.name} {button.below.length === 0 && button.value}
          {button.below.length > 0 && (
            <ul>
              {button.below.map((below, at) => (
                <li key={at}>
                  {below.name}: {below.value}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
