import { z } from 'zod';

/** Every error, as `application/problem+json` (RFC 9457). `code` is stable; words are for people and may change. */
export const problemSchema = z.object({
  type: z.string().describe('URI of the kind of problem.'),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe('Stable name: `alert.already_acknowledged`.'),
  detail: z.string().describe('What happened and what to do.'),
  requestId: z.string().describe('Names the request in the logs.'),
  issues: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Each part of the request that was refused.'),
  position: z.number().int().optional().describe('Where a query could not be read, counted from 0.'),
  current: z.looseObject({}).optional().describe('Of a conflict: how that now is which was to be changed.'),
});

export type Problem = z.infer<typeof problemSchema>;
