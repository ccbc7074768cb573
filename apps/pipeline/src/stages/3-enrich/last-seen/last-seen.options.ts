import { z } from 'zod';

import { lastSeenListsSchema } from '../../../last-seen/last-seen-lists';

export const lastSeenOptionsSchema = z.strictObject({
  lists: lastSeenListsSchema.describe(
    'Lists by name: fields, where, returnDays, keepDays, maxKeys; see docs/last-seen.md. assets, employees and attackers are there unless they are false.',
  ),
});
export type LastSeenOptions = z.infer<typeof lastSeenOptionsSchema>;
