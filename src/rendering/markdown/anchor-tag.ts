import { decodeEntities } from './entities.ts';
import type { InlineMatch, RenderWithin } from './inline-match.ts';
import { linkText } from './links.ts';

/** Reads a link of HTML up to its end on the same line; without one, only the tag is taken off. */
export function readAnchor(
  line: string,
  start: number,
  attributes: string,
  renderWithin: RenderWithin,
): InlineMatch {
  const closer = /<\/a\s*>/i.exec(line);
  if (closer === null) return { text: '', to: start };
  const label = renderWithin(line.slice(0, closer.index));
  const to = start + closer.index + closer[0].length;
  return { text: linkText(label, attributeOf(attributes, 'href')), to };
}

/** Returns the value of an attribute of a tag, decoded; empty where there is none. */
export function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}
