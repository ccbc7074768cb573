import { z } from 'zod';

/** The records say what they are, so there is nothing to configure. */
export const hostRecordsOptionsSchema = z.strictObject({});
