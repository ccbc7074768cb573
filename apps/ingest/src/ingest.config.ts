import { nameSchema } from '@tocsin/api-contract';
import { databaseConfigSchema } from '@tocsin/database';
import { messagingConfigSchema } from '@tocsin/messaging';
import { httpConfigSchema, type HttpConfig } from '@tocsin/observability';
import { z } from 'zod';

import { syslogListenerSchema } from './listeners/syslog/syslog.config';
import { isLoopback, isNetwork, splitAtCommas } from './shippers/networks';

const MIB = 1024 ** 2;
const DAY_MS = 86_400_000;

const count = (fallback: number) => z.number().int().min(1).default(fallback);
const milliseconds = (fallback: number) => z.number().int().min(1).default(fallback);
/** At least some full batches, so that no setting makes every request too big. */
const bytes = (fallback: number) =>
  z
    .number()
    .int()
    .min(4 * MIB)
    .default(fallback);

/** What the front door takes, how much of it at once, and for how long it waits and remembers. */
export const ingestOptionsSchema = z.strictObject({
  frontend: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('Name of this front end in the events it accepts. By default the name of the host.'),
  maxCompressedBytes: bytes(64 * MIB).describe('Longest request body as sent.'),
  maxDecompressedBytes: bytes(256 * MIB).describe('Longest request body after decompression.'),
  maxCompressionRatio: count(250).describe('How many times longer than sent a body above 16 MiB may become.'),
  maxDocumentBytes: bytes(20 * MIB).describe(
    'Longest body, after decompression, of the protocols that send one document: OTLP and Loki. It is held as a whole.',
  ),
  maxLineBytes: z
    .number()
    .int()
    .min(1024)
    .max(8 * MIB)
    .default(MIB)
    .describe('Longest event, in bytes of its line.'),
  maxDepth: z
    .number()
    .int()
    .min(4)
    .max(60)
    .default(32)
    .describe('Levels an event may be nested; one that has more is parked.'),
  maxLines: count(200_000).describe('Most events in one request.'),
  maxRequests: count(256).describe('Requests under way at once; more are answered 429.'),
  maxRequestsPerSource: count(64).describe('Requests of one source under way at once; more are answered 429.'),
  maxBytes: bytes(256 * MIB).describe('Bytes held in memory at once until the broker has confirmed them.'),
  maxBytesPerSource: bytes(64 * MIB).describe('Bytes of one source held in memory at once.'),
  patienceMs: milliseconds(4_500).describe(
    'How long a request is kept waiting for room in memory, in the queue or in the spool before it is refused. Shippers give up after ten seconds or more.',
  ),
  spoolFolder: z
    .string()
    .min(1)
    .default('/var/lib/tocsin/spool')
    .describe('Folder of this front end alone, where events wait on disk while the broker does not take them.'),
  spoolBytes: z
    .number()
    .int()
    .min(0)
    .default(2 * 1024 * MIB)
    .describe('Most bytes that wait there; 0: no spool.'),
  bodyIdleMs: milliseconds(30_000).describe('How long a client may pause inside a request body.'),
  shutdownMs: milliseconds(5_000).describe('How long a stopping front end waits for requests under way.'),
  maxEventsPerSecondPerSource: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe(
      'Events a second of one source; one that is ahead of that is answered 429. By default there is no limit.',
    ),
  keyTimeoutMs: milliseconds(2_000).describe('How long the database may take to tell which keys there are.'),
  keyGraceMs: milliseconds(3 * DAY_MS).describe(
    'How long the keys last known count while the database does not answer.',
  ),
  keySnapshotFile: z
    .string()
    .min(1)
    .default('/var/lib/tocsin/keys.json')
    .describe('Where hashes of all keys are kept, for a start while the database is away.'),
  trustedProxies: z
    .string()
    .default('loopback')
    .refine(
      (list) => splitAtCommas(list).every(isNetwork),
      'must be addresses, networks, loopback, linklocal or uniquelocal, separated by commas',
    )
    .describe(
      'Proxies whose X-Forwarded-For, X-Client-Verify and X-Client-DN are believed: addresses, networks or `loopback`, comma-separated.',
    ),
  anonymousSource: nameSchema
    .optional()
    .describe('Source of requests without a key from this machine itself; only while http.host is a loopback address.'),
  resendWindowMs: milliseconds(600_000).describe('How long the same events sent again are recognised.'),
  resendEntries: count(100_000).describe(
    'Batches, unanswered events and ids of events, as many of each, remembered for that.',
  ),
  syslog: z
    .array(syslogListenerSchema)
    .default([])
    .describe('Where syslog is taken, as a list: see docs/syslog.md. Nowhere by default.'),
  receiptTimeoutMs: milliseconds(2_000).describe('How long the database may take to tell what became of a batch.'),
  receiptWindowMs: milliseconds(86_400_000).describe('How long a receipt is known while its events wait in the queue.'),
  receiptEntries: count(100_000).describe('Batches remembered for that, about 30 MB when full.'),
});

export type IngestOptions = z.infer<typeof ingestOptionsSchema>;

/** Everything the ingest process is told. */
export const ingestConfigSchema = z
  .strictObject({
    http: httpConfigSchema,
    messaging: messagingConfigSchema,
    database: databaseConfigSchema,
    ingest: ingestOptionsSchema.prefault({}),
  })
  .superRefine(refuseOpenDoor);

/** Sending without a key is for the machine itself: nobody else may reach the listener. */
export function refuseOpenDoor(
  { http, ingest }: { readonly http: HttpConfig; readonly ingest: Pick<IngestOptions, 'anonymousSource'> },
  context: z.RefinementCtx,
): void {
  if (ingest.anonymousSource === undefined || http.host === 'localhost' || isLoopback(http.host)) return;
  context.addIssue({
    code: 'custom',
    path: ['ingest', 'anonymousSource'],
    message: `needs http.host to be a loopback address such as 127.0.0.1`,
  });
}
