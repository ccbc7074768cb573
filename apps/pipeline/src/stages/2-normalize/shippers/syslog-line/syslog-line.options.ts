import { z } from 'zod';

export const syslogLineOptionsSchema = z.strictObject({
  keepShipper: z
    .boolean()
    .default(true)
    .describe("Keep the shipper's reading time, host and program under details.shipper when the line has its own."),
});
export type SyslogLineOptions = z.infer<typeof syslogLineOptionsSchema>;
