import { z } from 'zod';

export const simulatorAnswer = z.object({
  state: z.enum(['on', 'off', 'one process only']),
  url: z
    .string()
    .nullable()
    .describe('The address of the page with its key, for owners; null for others.'),
  command: z.string().describe('What starts the simulator in a process of its own.'),
});
export type SimulatorAnswer = z.infer<typeof simulatorAnswer>;
