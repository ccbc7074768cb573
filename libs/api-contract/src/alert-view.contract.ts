import { z } from 'zod';

import { ALERT_GROUPINGS, ALERT_SORTS, alertFacetsQuerySchema, assigneeSchema } from './alert.contract';
import { lineSchema, timeSchema } from './primitives';

/** What of a view people choose. */
const contentSchema = z.strictObject({
  name: lineSchema(120),
  audience: z.enum(['private', 'team']).describe('Who sees it. The team: only with the permission search.share.'),
  base: z.enum(['open', 'mine', 'unassigned', 'snoozed', 'resolved']).describe('The ready-made view it narrows.'),
  q: alertFacetsQuerySchema.shape.q.unwrap().describe('Text of the filter.'),
  grouping: z.enum([...ALERT_GROUPINGS, 'none']),
  sort: z.enum(ALERT_SORTS),
});

/** Keeps a view under a name. */
export const createAlertViewSchema = contentSchema.extend({
  audience: contentSchema.shape.audience.default('private'),
  base: contentSchema.shape.base.default('open'),
  q: contentSchema.shape.q.default(''),
  grouping: contentSchema.shape.grouping.default('none'),
  sort: contentSchema.shape.sort.default('newest'),
});

export type CreateAlertView = z.infer<typeof createAlertViewSchema>;

/** Changes what is given. `If-Match` says which version was seen. */
export const updateAlertViewSchema = contentSchema.partial();

export type UpdateAlertView = z.infer<typeof updateAlertViewSchema>;

/** A saved view of alerts. Its `ETag` is its version in quotes. */
export const alertViewSchema = z.object({
  ...contentSchema.shape,
  id: z.uuid(),
  owner: assigneeSchema,
  mayChange: z.boolean().describe('Whether you may change and delete it.'),
  version: z.number().int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export type SavedAlertView = z.infer<typeof alertViewSchema>;

/** Own views and those of the team, by name. */
export const alertViewListSchema = z.object({ views: z.array(alertViewSchema) });

export type AlertViewList = z.infer<typeof alertViewListSchema>;
