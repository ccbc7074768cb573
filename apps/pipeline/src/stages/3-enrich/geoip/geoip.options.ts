import { z } from 'zod';

export const geoipOptionsSchema = z.strictObject({
  cityDatabase: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Path of a GeoIP2 or GeoLite2 City or Country database. Without one the bundled public-domain countries are used, a snapshot that is not always right.',
    ),
  asnDatabase: z
    .string()
    .min(1)
    .optional()
    .describe('Path of a GeoLite2 ASN database. Without one networks have no name.'),
  refreshSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe('How often to look whether a file was replaced. The shortest of all sources holds.'),
  oldAfterDays: z
    .int()
    .min(1)
    .max(3_660)
    .default(60)
    .describe(
      'A database built longer ago is told of by the readiness check geoip. The shortest of all sources holds.',
    ),
  cacheEntries: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(50_000)
    .describe('Addresses whose answer is remembered; the one not asked for longest is forgotten first.'),
});
export type GeoipOptions = z.infer<typeof geoipOptionsSchema>;
