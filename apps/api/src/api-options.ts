import { z } from 'zod';

/** The section `api` of the configuration. */
export const apiOptionsSchema = z.strictObject({
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
    .optional()
    .describe('Address of the console in a browser, for invitations; needed when a proxy changes the Host header.'),
  trustedProxies: z
    .string()
    .default('')
    .describe('Proxies whose X-Forwarded-* headers are believed: addresses, networks or `loopback`, comma-separated.'),
  feedFolder: z
    .string()
    .min(1)
    .optional()
    .describe('Folder whose files may be fetched into lists by file:// URLs. Without one, none may.'),
  blockListLines: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('Entries of a block list that a firewall gets at most; the newest ones when there are more.'),
  blockListFetchesPerMinute: z
    .int()
    .min(1)
    .max(100_000)
    .default(60)
    .describe('Fetches of block lists that one address may make in a minute.'),
  evidenceFileBytes: z
    .int()
    .min(1)
    .max(2_147_483_648)
    .default(104_857_600)
    .describe('Longest file that may be put into an incident. It has to arrive within 5 minutes.'),
  evidenceIncidentBytes: z
    .int()
    .min(1)
    .max(1_099_511_627_776)
    .default(1_073_741_824)
    .describe('Bytes of files that one incident may hold. They are kept in the database.'),
  shiftStarts: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(, ?([01]\d|2[0-3]):[0-5]\d){0,11}$/, 'must be times such as 06:00,14:00,22:00')
    .default('06:00,14:00,22:00')
    .describe('When shifts begin, UTC, comma-separated; each has its own hand-over note.'),
  consoleFolder: z.string().min(1).default('dist/console/browser').describe('Folder of the built console.'),
});

export type ApiConfig = z.infer<typeof apiOptionsSchema>;

/** The section as an injectable: the class is the token, the checked configuration the value. */
export abstract class ApiOptions implements ApiConfig {
  abstract readonly publicUrl?: string;
  abstract readonly trustedProxies: string;
  abstract readonly feedFolder?: string;
  abstract readonly blockListLines: number;
  abstract readonly blockListFetchesPerMinute: number;
  abstract readonly evidenceFileBytes: number;
  abstract readonly evidenceIncidentBytes: number;
  abstract readonly shiftStarts: string;
  abstract readonly consoleFolder: string;
}
