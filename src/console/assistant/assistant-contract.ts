import { z } from 'zod';

/** The steps of the set-up, in their order. */
export const STEPS = [
  'language',
  'model',
  'documents',
  'account',
  'import',
  'watch',
  'done',
] as const;
const stepName = z.enum(STEPS);
export type StepName = z.infer<typeof stepName>;

export const assistantQuery = z.object({ account: z.string().max(32).default('default') });

const button = z.object({ name: z.string(), kind: z.string(), value: z.string() });
const reply = z.object({ isOn: z.boolean(), kind: z.string(), text: z.string() }).optional();

/** The admin's own menu and replies, as they were read. */
const importedAnswer = z.object({
  at: z.number(),
  menu: z.array(button.extend({ below: z.array(button) })),
  welcome: reply,
  fallback: reply,
  rules: z.array(
    z.object({
      name: z.string(),
      keywords: z.array(z.object({ text: z.string(), match: z.enum(['contain', 'equal']) })),
      replies: z.array(z.object({ kind: z.string(), text: z.string() })),
      isWithoutKeywords: z.boolean(),
    }),
  ),
});
export type ImportedAnswer = z.infer<typeof importedAnswer>;

export const assistantAnswer = z.object({
  account: z.string(),
  /** The step at which the set-up was left. */
  step: stepName,
  steps: z.array(z.object({ name: stepName, state: z.enum(['open', 'done', 'skipped']) })),
  /** `provider/model`, if one is set. */
  models: z.string().nullable(),
  /** The address for WeChat's backend, and what is wrong with it. */
  url: z.string(),
  urlProblems: z.array(z.string()),
  appId: z.string().nullable(),
  hasToken: z.boolean(),
  hasAesKey: z.boolean(),
  hasSecret: z.boolean(),
  messageMode: z.string(),
  /** Settings that only the environment can change. */
  locked: z.array(z.string()),
  imported: importedAnswer.nullable(),
});
export type AssistantAnswer = z.infer<typeof assistantAnswer>;

export const progressBody = z.object({
  step: stepName,
  /** Marks a step as skipped, or as open again. */
  skip: z.object({ step: stepName, isSkipped: z.boolean() }).optional(),
});
export type ProgressBody = z.infer<typeof progressBody>;

export const modelBody = z.object({
  provider: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  model: z.string().min(1).max(200),
  /** Empty where the provider needs none, or where the stored one stays. */
  apiKey: z.string().max(500).optional(),
  baseUrl: z.string().max(500).optional(),
  /** Fields of every request as JSON, such as what switches thinking off. */
  extraBody: z.string().max(1000).optional(),
});
export type ModelBody = z.infer<typeof modelBody>;

export const credentialsBody = z.object({
  /** May follow later: it is needed for encrypted messages and for WeChat's API, and not for the verification. */
  appId: z.string().max(64).optional(),
  /** Whether a token that the account has is given up. */
  replace: z.boolean().default(false),
});

export type CredentialsBody = z.infer<typeof credentialsBody>;

const credentials = z.object({ token: z.string(), encodingAesKey: z.string() });

export const credentialsAnswer = z.object({
  /** What was made here, until WeChat has verified the address with it; null from then on. */
  credentials: credentials.nullable(),
});
export type CredentialsAnswer = z.infer<typeof credentialsAnswer>;

export const accountBody = z.object({
  appId: z.string().min(1).max(64).optional(),
  appSecret: z.string().min(1).max(128).optional(),
});
export type AccountBody = z.infer<typeof accountBody>;

export const checkAnswer = z.object({
  state: z.enum(['right', 'wrong', 'unknown']),
  sentence: z.string(),
  remedy: z.string().optional(),
  whitelist: z.string().optional(),
  abilities: z.array(z.object({ name: z.string(), can: z.enum(['yes', 'no', 'unknown']) })),
});
export type CheckAnswer = z.infer<typeof checkAnswer>;
