import { z } from 'zod';

const PROTOCOLS = { elasticsearch: /^https?:$/, postgres: /^postgres(ql)?:$/ } as const;

/** How to reach the event store. */
export const eventStoreConfigSchema = z
  .strictObject({
    kind: z
      .enum(['elasticsearch', 'postgres'])
      .describe('Engine that keeps the events: Elasticsearch, or PostgreSQL for the embedded size.'),
    url: z
      .string()
      .min(1)
      .describe(
        'Address with credentials: postgres://user:password@host/db, or https://user:password@host:9200; several nodes of one Elasticsearch cluster are separated by commas.',
      ),
    indexPrefix: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*$/, 'takes lower-case letters, digits, dots, dashes and underscores')
      .max(100)
      .default('tocsin-')
      .describe('How the names of our indices in Elasticsearch begin; PostgreSQL ignores it.'),
    timeoutMs: z.coerce
      .number()
      .int()
      .min(500)
      .max(600_000)
      .default(30_000)
      .describe('Milliseconds after which an engine that does not answer counts as away.'),
  })
  .superRefine(({ kind, url }, context) => {
    const isAddress = (node: string) => URL.canParse(node) && PROTOCOLS[kind].test(new URL(node).protocol);
    const addresses = kind === 'postgres' ? [url] : nodesOf(url);
    if (!addresses.every(isAddress))
      context.addIssue({ code: 'custom', path: ['url'], message: `is no address of a ${kind} server` });
  });

export type EventStoreConfig = z.infer<typeof eventStoreConfigSchema>;

/** The addresses in a list separated by commas. */
export function nodesOf(url: string): string[] {
  return url.split(',').map((node) => node.trim());
}
