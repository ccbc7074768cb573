import { z } from 'zod';

/** `value:indicator,reason:comment`, or by number where the file has no header: `value:1,reason:3`. */
const columnsSchema = z
  .string()
  .max(2_000)
  .regex(/^\w+:[^,:]+(,\w+:[^,:]+)*$/, 'must be pairs such as value:indicator,reason:comment')
  .transform((text) => Object.fromEntries(text.split(',').map((pair) => pair.split(':') as [string, string])));

/** Facts for lines that do not say them, as JSON. */
const defaultFactsSchema = z
  .string()
  .max(4_000)
  .transform((text, context) => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a JSON object' });
      return z.NEVER;
    }
  });

/** How to read the body of an import, and what to do with it. */
export const listImportQuerySchema = z.strictObject({
  format: z.enum(['ndjson', 'csv', 'stix', 'misp']),
  mode: z
    .enum(['add', 'replace'])
    .default('add')
    .describe('replace: what the body does not hold is removed or, of threat indicators, over.'),
  columns: columnsSchema.optional().describe('CSV: which column holds what, such as value:indicator,reason:comment.'),
  header: z.stringbool().default(true).describe('CSV: whether the first line names the columns.'),
  delimiter: z.string().length(1).default(',').describe('CSV: what stands between the columns.'),
  facts: defaultFactsSchema.optional().describe('Facts for what does not say them itself, as a JSON object.'),
});

export type ListImportQuery = z.infer<typeof listImportQuerySchema>;

/** What became of an import. Lines that could not be used do not keep the others from being taken. */
export const listImportReportSchema = z.object({
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int().describe('With mode=replace: entries the body does not hold any more.'),
  skipped: z.number().int().describe('What is not meant for detection, or was taken back by its source.'),
  refused: z.number().int().describe('Lines or objects that could not be used.'),
  isComplete: z
    .boolean()
    .describe('False: with mode=replace nothing was removed, because not all of the body could be used.'),
  problems: z
    .array(z.object({ line: z.number().int(), reason: z.string() }))
    .describe('The first 1,000 refusals; of STIX and MISP the line is the position of the object, from 1.'),
});

export type ListImportReport = z.infer<typeof listImportReportSchema>;
