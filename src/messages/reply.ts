/** A message for a follower. Other kinds than text join it here. */
type Outbound = { readonly kind: 'text'; readonly text: string };

/** What settles an inbound message: it is written down, and a repeat gets the same again. `nothing` is an empty answer. */
export type FinalReply = Outbound | { readonly kind: 'nothing' };

/** What one attempt is answered with. `hold` sends no byte, so that WeChat pushes the message again. */
export type Reply = FinalReply | { readonly kind: 'hold' };

export const NOTHING: FinalReply = { kind: 'nothing' };
export const HOLD: Reply = { kind: 'hold' };

/** Makes a reply of a text; nothing of an empty one. */
export function replyWith(text: string): FinalReply {
  return text === '' ? NOTHING : { kind: 'text', text };
}

/** The text that a follower reads; empty for nothing. */
export function textOf(reply: FinalReply): string {
  return reply.kind === 'text' ? reply.text : '';
}
