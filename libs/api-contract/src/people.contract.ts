import { z } from 'zod';

import { assigneeSchema } from './alert.contract';

/** Everybody who may be given something to do: active accounts, by name. */
export const peopleSchema = z.object({ people: z.array(assigneeSchema) });

export type People = z.infer<typeof peopleSchema>;
