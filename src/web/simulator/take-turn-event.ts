import type { NumberedEvent, PageEvent } from '../../simulator/page/page-events.ts';
import type { FollowerView, Turn, View } from './view.ts';

const TYPES = [
  'turn',
  'model-began',
  'model-first-text',
  'model-ended',
  'grown',
  'taken-over',
  'parts',
] as const;

type TurnEvent = NumberedEvent & { readonly type: (typeof TYPES)[number] };

export function isTurnEvent(event: NumberedEvent): event is TurnEvent {
  return TYPES.some((type) => type === event.type);
}

/** Takes in what happens to a question and its answer. */
export function takeTurnEvent(view: View, event: TurnEvent): void {
  if (event.type === 'turn') return takeTurn(view, event);
  if (event.type === 'parts') return takeParts(view, event);
  const turn = view.turns.get(event.turnId);
  const call = turn?.calls.at(-1);
  switch (event.type) {
    case 'model-began':
      turn?.calls.push({ answerer: event.answerer, beganAt: event.at });
      return;
    case 'model-first-text':
      if (call) call.firstTextAt = event.at;
      return;
    case 'model-ended': {
      const { at, how, failure, promptTokens, completionTokens } = event;
      const tokens = promptTokens === undefined ? {} : { promptTokens };
      const written = completionTokens === undefined ? {} : { completionTokens };
      if (call) call.ended = { at, how, ...(failure && { failure }), ...tokens, ...written };
      const why = failure ?? (how === 'content-filter' ? FILTERED : undefined);
      const follower = view.followers.get(turn?.openId ?? '');
      if (why) follower?.lines.push({ id: event.n, at, is: 'failure', failure: why });
      return;
    }
    case 'grown':
      if (turn) turn.answer += event.text;
      return;
    case 'taken-over':
      if (turn) turn.answer = event.answer;
      view.followers
        .get(event.openId)
        ?.lines.push({ id: event.n, at: event.at, is: 'remark', event });
  }
}

/** A vendor's filter ends an answer without an error. */
const FILTERED = { code: 'content-refused', message: '' };

function takeTurn(view: View, event: PageEvent & { readonly type: 'turn' }): void {
  const { turnId, openId, key } = event;
  const exchanges = view.followers.get(openId)?.exchanges ?? [];
  const asked = exchanges.find(({ msgId }) => msgId === key) ?? exchanges.at(-1);
  const turn: Turn = {
    ...{ turnId, openId, pushId: asked?.pushId },
    ...{ answer: '', calls: [], slices: [] },
  };
  view.turns.set(turnId, turn);
  asked?.turns.push(turn);
}

function takeParts(view: View, event: NumberedEvent & { readonly type: 'parts' }): void {
  const { via, at, state, slices } = event;
  for (const { turnId, from, to } of slices) {
    const turn = view.turns.get(turnId);
    if (!turn) continue;
    const others = turn.slices.filter((slice) => slice.from !== from || slice.to !== to);
    turn.slices = state === 'given' ? [...others, { from, to, via, at }] : others;
    turn.slices.sort((a, b) => a.from - b.from);
  }
  const turnIds = [...new Set(slices.map(({ turnId }) => turnId))];
  const follower = view.followers.get(view.turns.get(turnIds[0] ?? '')?.openId ?? '');
  if (follower) bind(follower, event, turnIds);
}

/** A passive reply is written down before it appears, a customer-service message after that. */
function bind(
  follower: FollowerView,
  { via, state }: PageEvent & { readonly type: 'parts' },
  turnIds: readonly string[],
): void {
  if (via === 'passive') {
    follower.nextReply = state === 'given' ? turnIds : undefined;
    return;
  }
  const line = follower.lines.findLast((one) => one.is === 'theirs' && one.via === via);
  if (line?.is === 'theirs') line.delivers ??= turnIds;
}
