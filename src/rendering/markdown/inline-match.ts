/** What a reader of one kind of mark found: its text and end, or that its end is not there yet, or (undefined) no mark. */
export type InlineMatch =
  { readonly text: string; readonly to: number } | { readonly waitsFor: string } | undefined;

/** Renders what stands inside a link or a tag. */
export type RenderWithin = (raw: string) => string;
