import { z } from 'zod';

/** What is written about a persona; empty fields are left out. */
export const personaFields = z.object({
  name: z.string(),
  name_en: z.string().optional(),
  description: z.string().optional(),
  description_en: z.string().optional(),
  greeting: z.string().optional(),
  greeting_en: z.string().optional(),
  temperature: z.number().nullable().optional(),
  model: z.string().optional(),
  prompt: z.string(),
});
export type PersonaFieldsBody = z.infer<typeof personaFields>;

export const personaAnswer = personaFields.extend({
  id: z.string(),
  /** `own` is a record that the console changes; `file` becomes one when it is changed. */
  source: z.enum(['own', 'file']),
  /** The file's name; of an own persona the one that it stands in for. */
  file: z.string().nullable(),
  /** It answers followers who chose none. */
  isDefault: z.boolean(),
});
export type PersonaAnswer = z.infer<typeof personaAnswer>;

export const personasAnswer = z.object({
  items: z.array(personaAnswer),
  /** The folder of the files. */
  folder: z.string(),
  /** Files that are left out, with the reason. */
  problems: z.array(z.string()),
});
export type PersonasAnswer = z.infer<typeof personasAnswer>;

export const previewBody = z.object({ prompt: z.string() });
/** What the model is told before a conversation. */
export const previewAnswer = z.object({ prompt: z.string() });
