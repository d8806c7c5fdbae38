import type {
  ChangeAnswer,
  SettingAnswer,
} from '../../../../console/settings/settings-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { WithCode } from '../../parts/with-code.tsx';
import { shownValue } from './shown-value.ts';
import { texts } from './texts.ts';

/** One setting with its value, where it comes from, and what can be done with it. */
export function SettingRow(props: {
  readonly setting: SettingAnswer;
  readonly account: string;
  readonly onChange: () => void;
  readonly onHistory: () => void;
  readonly onChanged: () => void;
}) {
  const { setting, account, onChange, onHistory, onChanged } = props;
  const { name, source, locked, lockedBy } = setting;
  const t = useTexts(texts);
  const { say } = useConsole();
  const mayChange = useMayChange() && !locked;
  const undo = async () => {
    await post<ChangeAnswer>('settings/undo', { name, account });
    say(t.undone(name));
    onChanged();
  };
  return (
    <li class="settings-row" data-locked={locked}>
      <div class="settings-about">
        <h3 id={name} tabIndex={-1}>
          {name}
        </h3>
        <p>
          <WithCode text={setting.says} />
        </p>
        {setting.more && (
          <p class="quiet">
            <WithCode text={setting.more} />
          </p>
        )}
        {locked && lockedBy !== null && (
          <p class="quiet">{source === 'env' ? t.lockedBy(lockedBy) : t.operator}</p>
        )}
      </div>
      <div class="settings-state">
        <p class="settings-value" data-source={source}>
          {shownValue(setting, t)}
        </p>
        <p class="settings-marks">
          {setting.waits && <Badge tone="warning">{t.waits}</Badge>}
          <span class="quiet">
            {t.sources[source]} · {setting.takesEffect === 'live' ? t.live : t.nextStart}
          </span>
        </p>
        <div class="actions">
          {mayChange && (
            <Button label={t.changeOf(name)} onPress={onChange}>
              {t.change}
            </Button>
          )}
          {mayChange && setting.history > 0 && (
            <Button label={t.undoOf(name)} onPress={undo}>
              {t.undo}
            </Button>
          )}
          {setting.history > 0 && (
            <Button kind="quiet" label={t.historyOf(name)} onPress={onHistory}>
              {t.history}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
