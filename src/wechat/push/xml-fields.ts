import { z } from 'zod';
import { keepLegalXml } from './legal-xml.ts';

/** An element with text that stands once. A repeated element, or one with children, cannot be relied on. */
const once = z.tuple([z.string()]).transform(([text]) => keepLegalXml(text));

/** Text without the blanks and line breaks that gateways put around values. */
const requiredText = once.transform((text) => text.trim());

/** The same for an optional element; an unusable one counts as missing. */
export const text = requiredText.optional().catch(undefined);

/** What a follower typed, with its blanks. */
export const typedText = once.optional().catch(undefined);

/** An identifier without which a message means nothing. */
export const identifier = requiredText.pipe(z.string().min(1).max(128));

/** Unix seconds. */
export const instant = requiredText.pipe(z.string().regex(/^\d{1,11}$/)).transform(Number);

/** Any number of elements with children. */
export function elements<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.array(z.object(shape)).catch([]);
}

/** Parses a number as WeChat writes them; returns `undefined` for anything else, never NaN. */
export function toNumber(value: string | undefined): number | undefined {
  if (value === undefined || !/^-?\d{1,15}(\.\d{1,20})?$/.test(value.trim())) return undefined;
  return Number(value);
}
