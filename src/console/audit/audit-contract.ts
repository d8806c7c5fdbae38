import { z } from 'zod';

export const auditQuery = z.object({
  after: z.string().max(100).optional().describe('The cursor of the page before.'),
  most: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditList = z.object({
  items: z.array(
    z.object({
      at: z.number(),
      by: z.string().nullable().describe('Null for a person without a session.'),
      address: z.string(),
      action: z.string(),
      target: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  next: z.string().optional(),
});

export type AuditList = z.infer<typeof auditList>;
