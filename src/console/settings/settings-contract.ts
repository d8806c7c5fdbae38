import { z } from 'zod';

const group = z.object({ key: z.string(), title: z.string(), says: z.string().nullable() });

/** How a value is written, for a form. */
const settingForm = z.object({
  is: z.enum([
    ...(['word', 'address', 'path', 'json', 'switch', 'model', 'models'] as const),
    ...(['sentences', 'number', 'choice'] as const),
  ]),
  least: z.number().optional(),
  most: z.number().optional(),
  choices: z.array(z.string()).readonly().optional(),
});

/** One setting with the value that holds; of a secret only whether it is set. */
const settingAnswer = z.object({
  name: z.string(),
  group,
  value: z.string().nullable(),
  default: z.string().nullable(),
  source: z.enum(['env', 'store', 'default']),
  /** Only the environment can change it. */
  locked: z.boolean(),
  /** The variable that sets it, or would have to. */
  lockedBy: z.string().nullable(),
  secret: z.boolean(),
  isSet: z.boolean(),
  scope: z.enum(['account', 'server']),
  takesEffect: z.enum(['live', 'next start']),
  /** It was changed, and the running process still works with the value before. */
  waits: z.boolean(),
  form: settingForm,
  says: z.string(),
  more: z.string().nullable(),
  /** How many earlier values are known. */
  history: z.number(),
});
export type SettingAnswer = z.infer<typeof settingAnswer>;

export const settingsAnswer = z.object({ settings: z.array(settingAnswer) });

/** Where a change is in effect. */
export const effectAnswer = z.object({
  /** How many processes work with it. */
  inEffect: z.number(),
  /** Processes that have not said so yet. */
  notYet: z.array(z.object({ host: z.string(), pid: z.number() })),
});
export type EffectAnswer = z.infer<typeof effectAnswer>;

/** New values by name; null or an empty one takes the setting out. */
export const settingChanges = z.record(z.string(), z.string().nullable());

export const changeAnswer = effectAnswer.extend({
  changed: z.array(z.string()),
  /** The settings that the next start takes into use. */
  nextStart: z.array(z.string()),
});
export type ChangeAnswer = z.infer<typeof changeAnswer>;

export const undoBody = z.object({
  name: z.string(),
  account: z.string().optional(),
  /** The change to go back before; the last one where it is absent. */
  id: z.string().optional(),
});

/** What a setting was before a change. */
const earlierValue = z.object({
  id: z.string(),
  at: z.number(),
  /** The user of the console; null for a command. */
  by: z.string().nullable(),
  isSet: z.boolean(),
  /** Null for a secret, and where it was not set. */
  value: z.string().nullable(),
});
export type EarlierValueAnswer = z.infer<typeof earlierValue>;

export const historyAnswer = z.object({ items: z.array(earlierValue) });

/** A line that sets something which could live in the store. */
const envLine = z.object({
  name: z.string(),
  /** As the line has it, such as WECHAT_TOKEN_FILE. */
  variable: z.string(),
  secret: z.boolean(),
  /** Its place in the file; null where the environment itself sets it. */
  line: z.number().nullable(),
  /** The store has a value already, so that the line can be deleted. */
  isStored: z.boolean(),
});
export type EnvLine = z.infer<typeof envLine>;

export const envFileAnswer = z.object({
  /** The path of the .env that was read at the start. */
  file: z.string().nullable(),
  items: z.array(envLine),
});
export type EnvFileAnswer = z.infer<typeof envFileAnswer>;

export const takeOverBody = z.object({ names: z.array(z.string()).min(1) });

/** What was copied, and the lines to delete. Until then the settings stay locked. */
export const takeOverAnswer = effectAnswer.extend({
  file: z.string().nullable(),
  lines: z.array(envLine),
});
export type TakeOverAnswer = z.infer<typeof takeOverAnswer>;
