import { z } from 'zod';

import { listImportQuerySchema, listImportReportSchema } from './list-import.contract';
import { timeSchema } from './primitives';

/** Has a list fetched by itself. What is fetched replaces what was fetched before, unless `mode=add`. */
export const listFeedSettingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^(https?|file)$/, error: 'must be an http://, https:// or file:// URL' })
    .max(2_000)
    .describe('Where the file is; file:// only below the folder that the configuration names.'),
  everyMinutes: z.number().int().min(5).max(43_200).describe('How often it is fetched.'),
  import: z
    .record(z.string(), z.string())
    .transform((query, context) => {
      const read = listImportQuerySchema.safeParse({ mode: 'replace', ...query });
      for (const { path, message } of read.error?.issues ?? []) context.addIssue({ code: 'custom', path, message });
      return query;
    })
    .describe('How to read it: the query of an import, as texts.'),
});

export type ListFeedSettings = z.infer<typeof listFeedSettingsSchema>;

export const listFeedSchema = z.object({
  url: z.string(),
  everyMinutes: z.number().int(),
  import: z.record(z.string(), z.string()),
  nextAt: timeSchema,
  fetchedAt: timeSchema.nullable().describe('When it was last fetched and taken in.'),
  report: listImportReportSchema.nullable().describe('What became of it then.'),
  trouble: z.string().describe('Why the last try failed; empty when it did not.'),
});

export type ListFeed = z.infer<typeof listFeedSchema>;
