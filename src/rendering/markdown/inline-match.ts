/**
 * The result of reading one kind of mark: its text and end, the closer that has not arrived yet, or undefined for no
 * mark.
 */
export type InlineMatch =
  { readonly text: string; readonly to: number } | { readonly waitsFor: string } | undefined;

/** Renders the text inside a link or a tag. */
export type RenderWithin = (raw: string) => string;
