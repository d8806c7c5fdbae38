import { z } from 'zod';

export const modelsQuery = z.object({ account: z.string().max(64).default('default') });

const roleAnswer = z.object({
  role: z.enum(['chat', 'summary', 'offered', 'query', 'embedding', 'rerank']),
  /** `provider/model` */
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  /** Without user and password. */
  address: z.string(),
  /** How many keys are set; the keys themselves are never shown. */
  keys: z.number(),
  /** The setting of the key and the address, and that which names the model. */
  settings: z.object({ apiKey: z.string(), baseUrl: z.string(), namedIn: z.string() }),
  /** Open where questions pass by. */
  breakers: z.array(
    z.object({
      scope: z.enum(['provider', 'key', 'model']),
      keyNumber: z.number().optional(),
      failure: z.string(),
      reason: z.string(),
      probeAt: z.number(),
    }),
  ),
  /** For a million tokens; absent where it is not known. */
  price: z.object({ input: z.number(), cached: z.number(), output: z.number() }).optional(),
});

export const modelsAnswer = z.object({
  models: z.array(roleAnswer),
  hasPrices: z.boolean(),
  /** Settings of the account that the environment decides, so that the console cannot change them. */
  locked: z.array(z.string()),
});

export const presetsAnswer = z.object({
  presets: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      baseUrl: z.string().optional(),
      needsKey: z.boolean(),
      settings: z.object({ apiKey: z.string(), baseUrl: z.string(), extraBody: z.string() }),
      /** Chat models that the vendor has now. */
      models: z.array(z.string()).readonly(),
      /** What switches thinking off, as fields of a request; absent where models do not think by default. */
      thinkingOff: z.string().optional(),
    }),
  ),
});

export const testBody = z.object({
  /** `provider/model` */
  model: z.string().min(3).max(300),
  /** Whose settings hold for what is not given here. */
  account: z.string().max(64).default('default'),
  /** A key that is not stored; without one, the stored key is used, and only at the stored address. */
  apiKey: z.string().max(1000).optional(),
  baseUrl: z.string().max(1000).optional(),
  /** Fields of the request as JSON that are not stored yet. */
  extraBody: z.string().max(1000).optional(),
  task: z.enum(['chat', 'embedding', 'rerank']).default('chat'),
});

export const testAnswer = z.object({
  ok: z.boolean(),
  /** From the request to the first token, thinking included. */
  firstTokenMs: z.number().optional(),
  tookMs: z.number(),
  sentence: z.string(),
  remedy: z.string().optional(),
});

export type ModelsAnswer = z.infer<typeof modelsAnswer>;
export type RoleAnswer = z.infer<typeof roleAnswer>;
export type PresetsAnswer = z.infer<typeof presetsAnswer>;
export type TestBody = z.infer<typeof testBody>;
export type TestAnswer = z.infer<typeof testAnswer>;
