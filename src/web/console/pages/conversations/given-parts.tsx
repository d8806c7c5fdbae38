import type { TurnAnswer } from '../../../../console/conversations/conversations-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { duration } from '../../../shared/duration.ts';
import { withoutLinks } from './plain-excerpt.ts';
import { toneOfPart } from './tones.ts';
import { texts } from './texts.ts';

/** The answer part by part, as the follower got it, and what they did not get. */
export function GivenParts({ turn }: { readonly turn: TurnAnswer }) {
  const t = useTexts(texts);
  const { given, missing, at: askedAt } = turn;
  return (
    <>
      {given.length === 0 && <p>{t.givenNone}</p>}
      {given.length > 0 && (
        <ol class="parts">
          {given.map(({ number, text, via, state, at, errcode }) => (
            <li key={number}>
              <p class="about">
                <span>{t.vias[via]}</span>
                <span>+{duration(at - askedAt)}</span>
                <Badge tone={toneOfPart(state)}>{t.parts[state]}</Badge>
                {errcode !== undefined && <code>{errcode}</code>}
              </p>
              <p class="words">{withoutLinks(text)}</p>
            </li>
          ))}
        </ol>
      )}
      {missing.length > 0 && (
        <>
          <h3>{t.missing}</h3>
          {missing.map((text, index) => (
            <p key={index} class="words missing">
              {withoutLinks(text)}
            </p>
          ))}
        </>
      )}
    </>
  );
}
