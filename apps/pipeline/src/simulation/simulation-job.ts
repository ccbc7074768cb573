import { simulationRequestSchema } from '@tocsin/api-contract';
import { z } from 'zod';

/** What `./tocsin simulate` asks for. */
export const simulationJobSchema = simulationRequestSchema.omit({ lines: true, receivedAt: true }).extend({
  /** A path, or `-` for standard input. */
  file: z.string().min(1),
  receivedAt: z.iso.datetime({ offset: true }),
  json: z.boolean(),
  trace: z.boolean(),
});
export type SimulationJob = z.infer<typeof simulationJobSchema>;
