import { useState } from 'preact/hooks';
import type { RoleAnswer } from '../../../../console/models/models-contract.ts';
import { patch } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { AddModel } from './add-model.tsx';
import { ModelItem } from './model-item.tsx';
import type { Role } from './roles.ts';
import { texts } from './texts.ts';
import './models.css';

/** The models of one role, in their order. */
export function RoleSection(props: {
  readonly role: Role;
  readonly models: readonly RoleAnswer[];
  /** Settings that the environment decides. */
  readonly locked: readonly string[];
  readonly onChanged: () => void;
}) {
  const { role, models, locked, onChanged } = props;
  const t = useTexts(texts);
  const { account, say } = useConsole();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  // Where nothing is set, the answering models stand in.
  const own = models.filter(
    ({ settings: { namedIn } }) => role.name === 'chat' || namedIn === role.setting,
  );
  const lockedBy = [role.setting, ...own.map(({ settings }) => settings.namedIn)].find((name) =>
    locked.includes(name),
  );
  const mayChange = useMayChange() && !role.isOfServer && lockedBy === undefined;
  const ids = own.map(({ id }) => id);
  const write = async (next: readonly string[]) => {
    const isNamedAlone = own.some(({ settings }) => settings.namedIn === 'OPENAI_MODEL');
    await patch(
      'settings',
      {
        [role.setting]: next.length === 0 ? null : next.join(','),
        ...(isNamedAlone && { OPENAI_MODEL: null }),
      },
      { account },
    );
    say(t.saved);
    onChanged();
  };
  const moveUp = (at: number) =>
    write([
      ...ids.slice(0, at - 1),
      ...ids.slice(at, at + 1),
      ...ids.slice(at - 1, at),
      ...ids.slice(at + 1),
    ]);
  const canAdd = mayChange && (role.isList || own.length === 0);
  const add = canAdd && (
    <Button
      kind={role.name === 'chat' && own.length === 0 ? 'strong' : 'plain'}
      label={t.addTo(t.roles[role.name])}
      onPress={() => setAdding(true)}
    >
      {t.add}
    </Button>
  );
  return (
    <Section title={t.roles[role.name]} intro={t.rolesAbout[role.name]} actions={add}>
      {lockedBy !== undefined && <p class="models-none">{t.lockedBy(lockedBy)}</p>}
      {own.length === 0 ? (
        <p class="models-none">{t.none}</p>
      ) : (
        <ol class="models-list">
          {own.map((model, at) => (
            <ModelItem
              key={model.id}
              {...{ model, onChanged }}
              task={role.task}
              isKeyLocked={locked.includes(model.settings.apiKey)}
              onUp={mayChange && at > 0 ? () => moveUp(at) : undefined}
              onRemove={mayChange ? () => setLeaving(model.id) : undefined}
            />
          ))}
        </ol>
      )}
      {isAdding && (
        <AddModel
          {...{ role, ids }}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            say(t.saved);
            onChanged();
          }}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t.removeOf(leaving)}
          yes={t.remove}
          onClose={() => setLeaving(undefined)}
          onYes={() => write(ids.filter((id) => id !== leaving))}
        >
          <p>{t.removeAbout}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
