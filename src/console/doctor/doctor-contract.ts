import { z } from 'zod';

export const doctorQuery = z.object({ account: z.string().max(64).optional() });

const checkAnswer = z.object({
  name: z.string(),
  /** What people call it. */
  title: z.string(),
  state: z.enum(['ok', 'warning', 'fault']),
  sentence: z.string(),
  /** What to do about it; absent where nothing is to be done. */
  remedy: z.string().optional(),
  /** What the remedy wants typed in elsewhere. */
  copy: z.string().optional(),
  /** Absent for what is about the server. */
  account: z.string().optional(),
  tookMs: z.number().optional(),
});

export const doctorAnswer = z.object({
  /** When it was looked at; absent before the first time. */
  at: z.number().optional(),
  checks: z.array(checkAnswer),
});

export type DoctorAnswer = z.infer<typeof doctorAnswer>;
export type CheckAnswer = z.infer<typeof checkAnswer>;
