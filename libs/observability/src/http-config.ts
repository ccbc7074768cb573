import { z } from 'zod';

/** Where a service listens; `/healthz`, `/readyz` and `/metrics` are there too. */
export const httpConfigSchema = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. Beyond the own machine, put nginx in front.'),
  port: z.number().int().min(1).max(65_535).describe('TCP port to listen on.'),
});

export type HttpConfig = z.infer<typeof httpConfigSchema>;
