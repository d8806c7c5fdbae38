import { useState } from 'preact/hooks';
import type { RoleAnswer, TestAnswer } from '../../../../console/models/models-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { NewKey } from './new-key.tsx';
import { TestResult } from './test-result.tsx';
import { texts } from './texts.ts';

/** One model: where it is, what it costs, whether questions pass it by, and a test. */
export function ModelItem(props: {
  readonly model: RoleAnswer;
  readonly task: 'chat' | 'embedding' | 'rerank';
  /** The environment holds it. */
  readonly isKeyLocked: boolean;
  readonly onUp: (() => Promise<void>) | undefined;
  readonly onRemove: (() => void) | undefined;
  readonly onChanged: () => void;
}) {
  const { model, task, isKeyLocked, onUp, onRemove, onChanged } = props;
  const { id, provider, address, keys, breakers, price } = model;
  const t = useTexts(texts);
  const { account } = useConsole();
  const mayChange = useMayChange();
  const [result, setResult] = useState<TestAnswer>();
  const [isKeyOpen, setKeyOpen] = useState(false);
  return (
    <li>
      <h3>
        <code>{id}</code>{' '}
        <Badge tone={breakers.length > 0 ? 'warning' : 'good'}>
          {breakers.length > 0 ? t.breaker : t.good}
        </Badge>
      </h3>
      <Facts
        facts={[
          [t.address, address],
          [t.key, t.keys(keys)],
          [t.price, price ? t.priceOf(price.input, price.cached, price.output) : t.noPrice],
        ]}
      />
      {breakers.map(({ scope, keyNumber = 1, reason, probeAt }, at) => (
        <p key={at} class="models-breaker">
          {scope === 'key' && `${t.breakerKey(keyNumber)}: `}
          {reason} {t.again} <Time at={probeAt} precision="seconds" />
        </p>
      ))}
      {result && <TestResult result={result} />}
      {mayChange && (
        <div class="actions">
          <Button
            label={t.testOf(id)}
            onPress={async () =>
              setResult(await post<TestAnswer>('models/test', { model: id, account, task }))
            }
          >
            {t.test}
          </Button>
          {!isKeyLocked && (
            <Button kind="quiet" label={t.newKeyOf(provider)} onPress={() => setKeyOpen(true)}>
              {t.newKey}
            </Button>
          )}
          {onUp && (
            <Button kind="quiet" label={t.upOf(id)} onPress={onUp}>
              {t.up}
            </Button>
          )}
          {onRemove && (
            <Button kind="quiet" label={t.removeOf(id)} onPress={onRemove}>
              {t.remove}
            </Button>
          )}
        </div>
      )}
      {isKeyOpen && (
        <NewKey
          model={model}
          onClose={() => setKeyOpen(false)}
          onSaved={() => {
            setKeyOpen(false);
            onChanged();
          }}
        />
      )}
    </li>
  );
}
