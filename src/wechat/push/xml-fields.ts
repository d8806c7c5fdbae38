import { z } from 'zod';
import { keepLegalXml } from './legal-xml.ts';

/** An element with text, once. Twice, or with children, it says nothing that can be relied on. */
const once = z.tuple([z.string()]).transform(([text]) => keepLegalXml(text));

/** Text without the blanks and line breaks that gateways put around values. */
const requiredText = once.transform((text) => text.trim());

/** The same where it may be missing: what cannot be used counts as missing. */
export const text = requiredText.optional().catch(undefined);

/** What a follower typed, with its blanks. */
export const typedText = once.optional().catch(undefined);

/** An identifier without which a message means nothing. */
export const identifier = requiredText.pipe(z.string().min(1).max(128));

/** Unix seconds. */
export const instant = requiredText.pipe(z.string().regex(/^\d{1,11}$/)).transform(Number);

/** Elements with children, as often as they come. */
export function elements<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.array(z.object(shape)).catch([]);
}

/** A number as WeChat writes them; `undefined` when it is none, never NaN. */
export function toNumber(value: string | undefined): number | undefined {
  if (value === undefined || !/^-?\d{1,15}(\.\d{1,20})?$/.test(value.trim())) return undefined;
  return Number(value);
}
