import { answererName } from './answerer-name.ts';
import { usePage } from './context.ts';
import { duration } from '../shared/duration.ts';
import type { AnswerFailure } from '../../simulator/page/page-events.ts';
import type { ModelCall, Turn } from './view.ts';

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly via: 'passive' | 'customer-service' | 'owed';
}

/** Which part of an answer came by which way, and what is still owed. */
export function AnswerSources({ turn }: { readonly turn: Turn }) {
  const { texts } = usePage();
  const { answer, calls } = turn;
  const names = {
    passive: texts.passive,
    'customer-service': texts.customerService,
    owed: texts.owed,
  };
  const pieces = cut(turn);
  return (
    <section class="sources">
      {calls.map(({ answerer, beganAt, firstTextAt, ended }, index) => (
        <div key={index} class="model" data-failed={isFailed(ended)}>
          <b>{answererName(answerer, texts)}</b>
          {firstTextAt !== undefined && ` · ${texts.firstText} ${duration(firstTextAt - beganAt)}`}
          {ended && ` · ${texts.modelEnds[ended.how]} ${duration(ended.at - beganAt)}`}
          {ended?.promptTokens !== undefined &&
            ` · ${texts.tokens(ended.promptTokens, ended.completionTokens ?? 0)}`}
          {ended?.failure && <FailureDetails failure={ended.failure} />}
        </div>
      ))}
      {answer !== '' && (
        <>
          <h3>
            {texts.sources} <small>{texts.characters(answer.length)}</small>
          </h3>
          <div class="strip" aria-hidden="true">
            {pieces.map(({ from, to, via }) => (
              <i key={from} data-via={via} style={{ flexGrow: to - from }} />
            ))}
          </div>
          <ol>
            {pieces.map(({ from, to, via }) => (
              <li key={from} data-via={via}>
                <span class="way">
                  {names[via]} <small>{texts.characters(to - from)}</small>
                </span>
                <span class="words">{answer.slice(from, to)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

export function isFailed(ended: ModelCall['ended']): boolean {
  return ended?.how === 'failed' || ended?.how === 'content-filter';
}

function FailureDetails({ failure }: { readonly failure: AnswerFailure }) {
  const { texts } = usePage();
  const { code, advice, message } = failure;
  return (
    <>
      <p>{texts.failures[code] ?? advice ?? message}</p>
      <details>
        <summary>{texts.logSays}</summary>
        <pre lang="en">{[message, advice].filter(Boolean).join('\n')}</pre>
      </details>
    </>
  );
}

/** The whole answer as pieces, in order; what no message carried is owed. */
function cut({ answer, slices }: Turn): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { from, to, via } of slices) {
    if (from > end) pieces.push({ from: end, to: from, via: 'owed' });
    if (to > end) pieces.push({ from: Math.max(from, end), to, via });
    end = Math.max(end, to);
  }
  if (answer.length > end) pieces.push({ from: end, to: answer.length, via: 'owed' });
  return pieces;
}
