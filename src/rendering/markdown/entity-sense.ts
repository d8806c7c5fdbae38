import { ALL_ENTITIES, characterOf } from './entities.ts';

const SAID_BEFORE =
  /(?:写[成作为]?|[用成为即是]|使用|输入|替换|转义|\b(?:as|write|use|using|with|is|becomes?|type))\s*[“"'「（(]?$/i;
/** Matches if nothing else stands after the entity in its part of the sentence. */
const ENDS_AFTER = /^[”"'」）)]?\s*(?:[，。、；,;]|\.(?:\s|$)|$)/;
const SAID_AFTER =
  /^[”"'」）)]?\s*(?:表示|代表|代替|是?\s*(?:小于|大于|不间断|空格|双引号|单引号|引号|版权|和号|与号)|(?:for|means|represents)\b)/;
/** Names of a `&` or `<` that stands alone and means itself. */
const BARE = new Map([
  ['&', /(?:^|[^\w&])&(?![\w#&])/],
  ['<', /(?:^|[^\w<])<(?=[\s|”"'」）)，、]|$)/],
  ['>', /(?:^|[\s|“"'「（(，、])>(?=[\s|”"'」）)，、]|$)/],
]);
const COLON_AFTER = /^\s*[：:]/;

/**
 * Says whether a text explains entities instead of encoding characters by them, so that all its entities are kept.
 * Then one stands beside the character it means (`& 写成 &amp;`), or a word says that it is written, used or means
 * something.
 */
export function explainsEntities(text: string): boolean {
  if (!text.includes(';')) return false;
  for (const entity of text.matchAll(ALL_ENTITIES)) {
    const character = characterOf(entity);
    if (character === undefined) continue;
    const before = text.slice(Math.max(0, entity.index - 12), entity.index);
    const after = text.slice(entity.index + entity[0].length).slice(0, 12);
    if (SAID_BEFORE.test(before) && ENDS_AFTER.test(after)) return true;
    if (!/[\w;]$/.test(before) && SAID_AFTER.test(after)) return true;
    if (/^\s*(?:• |\d+[.)] )?$/.test(before) && entity.index < 12 && COLON_AFTER.test(after)) {
      return true;
    }
    if (isBare(text, character)) return true;
  }
  return false;
}

function isBare(text: string, character: string): boolean {
  const pattern = BARE.get(character);
  if (pattern !== undefined) return pattern.test(text);
  return character.charCodeAt(0) > 0xa0 && !/\s/.test(character) && text.includes(character);
}
