import { z } from 'zod';

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

export const overviewQuery = z.object({
  account: z.string().max(100).default('default'),
  days: z.coerce.number().int().min(1).max(90).default(7),
});

const dayNumbers = z.object({
  day: z.string(),
  messages: count,
  questions: count,
  answers: count,
  failures: count,
});
export type DayNumbers = z.infer<typeof dayNumbers>;

/** Absent where nothing was measured. */
const durations = z.object({ medianMs: z.number().optional(), p95Ms: z.number().optional() });

export const overviewAnswer = z.object({
  /** By the account's time zone. */
  today: z.string(),
  /** Each day of the stretch, oldest first; the last is today. */
  series: z.array(dayNumbers),
  /** By kind; of events `event NAME`. */
  messages: counts,
  /** By way: passive, customer-service, both. */
  ways: counts,
  /** By whose words they are: model, documents, owner, own. */
  origins: counts,
  firstWords: durations,
  wholeAnswer: durations,
  failures: z.array(
    z.object({ code: z.string(), count, sentence: z.string(), remedy: z.string() }),
  ),
  /** Pushes that were not WeChat's, by reason. */
  refused: counts,
  cost: z.object({
    /** In the currency of the prices; without the models whose price is unknown. */
    money: z.number(),
    today: z.number(),
    models: z.array(
      z.object({
        model: z.string(),
        calls: count,
        input: count,
        output: count,
        /** Absent where the price is unknown. */
        money: z.number().optional(),
      }),
    ),
  }),
  alarms: z.array(z.object({ at: z.number(), sentence: z.string() })),
  /** Models, keys or providers that questions pass by at the moment, of all accounts. */
  breakers: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      keyNumber: z.int().optional(),
      sentence: z.string(),
      remedy: z.string(),
      probeAt: z.number(),
    }),
  ),
  next: z.enum(['connect a model', 'connect an account', 'save the address', 'nothing']),
});
export type Overview = z.infer<typeof overviewAnswer>;
