import { z } from 'zod';

import { alertNumberSchema, assigneeSchema } from './alert.contract';
import { givenTimeSchema, lineSchema, timeSchema } from './primitives';

const conditionSchema = z.strictObject({
  field: z
    .string()
    .max(256)
    .regex(/^[\p{L}@_][\p{L}\p{N}@_.-]*$/u, 'must be the name of a field'),
  value: z.string().min(1).max(1_000),
});

const conditionsSchema = z
  .array(conditionSchema)
  .min(1)
  .max(8)
  .describe('What the alert saw; events in which all of it stands are left out.');

/** Asks what an exception would hide. */
export const previewExceptionSchema = z.strictObject({ conditions: conditionsSchema });

export type PreviewException = z.infer<typeof previewExceptionSchema>;

/** Makes the rule of an alert leave out what is known to be harmless, until a day. */
export const createExceptionSchema = previewExceptionSchema.extend({
  reason: lineSchema(400),
  ownerId: z.uuid().describe('Account that answers for it.'),
  endsAt: givenTimeSchema.describe('At most a year from now.'),
});

export type CreateException = z.infer<typeof createExceptionSchema>;

const countSchema = z.number().int().nullable().describe('Null while the store cannot say.');

/** Of the events of the last days that meet the rule, those it would hide. */
export const exceptionPreviewSchema = z.object({ days: z.number().int(), hides: countSchema, ofRule: countSchema });

export type ExceptionPreview = z.infer<typeof exceptionPreviewSchema>;

/** An exception, with how many events it hid since it was made, as far as they are stored. */
export const exceptionSchema = z.object({
  id: z.string().describe('Also of the filter in the rules.'),
  ruleId: z.string(),
  alert: alertNumberSchema.nullable().describe('Where it was made.'),
  conditions: z.array(z.object({ field: z.string(), value: z.string() })),
  reason: z.string(),
  owner: assigneeSchema.nullable(),
  endsAt: timeSchema,
  createdAt: timeSchema,
  createdBy: assigneeSchema.nullable(),
  isActive: z.boolean().describe('False: it ended or was taken out.'),
  hides: countSchema,
});

export type RuleException = z.infer<typeof exceptionSchema>;

/** Of the rule of an alert: those at work first, then the newest; at most 50. */
export const exceptionListSchema = z.object({ exceptions: z.array(exceptionSchema) });

export type ExceptionList = z.infer<typeof exceptionListSchema>;
