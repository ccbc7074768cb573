import { z } from 'zod';

import { alertNumberSchema, assigneeSchema } from './alert.contract';

/** Which alert somebody has before them, null for none; to be said again every five seconds. Whoever wants an answer is told who is where. */
export const presentAtSchema = z.strictObject({ alert: alertNumberSchema.nullable() });

export type PresentAt = z.infer<typeof presentAtSchema>;

/** Who is where now, for each alert of which that changed. Nobody: they left. */
export const presenceSchema = z.object({
  places: z.array(z.object({ alert: alertNumberSchema, people: z.array(assigneeSchema) })),
});

export type Presence = z.infer<typeof presenceSchema>;
