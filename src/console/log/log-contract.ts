import { z } from 'zod';

export const LOG_LEVELS = ['info', 'warn', 'error', 'fatal'] as const;

/** A line of the log as the ring keeps it: what happened, never what people wrote. */
const logLine = z.object({
  level: z.enum(LOG_LEVELS),
  time: z.number(),
  msg: z.string(),
  zh: z.string().optional(),
  code: z.string().optional(),
  account: z.string().optional(),
  /** The number of the process in the system. */
  process: z.number(),
  error: z.object({ name: z.string(), message: z.string() }).optional(),
  /** So many lines did not fit before this one. */
  leftOut: z.number().optional(),
});

export const logQuery = z.object({
  /** This level and those above it. */
  level: z.enum(LOG_LEVELS).optional(),
  q: z.string().max(200).optional(),
  account: z.string().max(64).optional(),
  /** Lines that follow this number. */
  after: z.coerce.number().int().nonnegative().optional(),
});

export const logAnswer = z.object({
  entries: z.array(z.object({ n: z.number(), at: z.number(), value: logLine })),
});

export type LogLine = z.infer<typeof logLine>;
export type LogQuery = z.infer<typeof logQuery>;
