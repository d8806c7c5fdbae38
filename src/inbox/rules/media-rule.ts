import { replyWith } from '../../messages/reply.ts';
import type { Rule } from '../rule.ts';
import type { Texts } from '../texts/texts.ts';

/** A picture, a video or a file cannot be read yet, and the follower is told what can. */
export function createMediaRule({
  texts,
}: {
  readonly texts: Pick<Texts, 'image' | 'video' | 'file'>;
}): Rule {
  return {
    name: 'media',
    apply({ kind }) {
      switch (kind) {
        case 'image':
          return { is: 'reply', reply: replyWith(texts.image) };
        case 'video':
        case 'shortvideo':
          return { is: 'reply', reply: replyWith(texts.video) };
        case 'file':
          return { is: 'reply', reply: replyWith(texts.file) };
        default:
          return undefined;
      }
    },
  };
}
