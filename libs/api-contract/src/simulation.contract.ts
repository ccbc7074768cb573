import { z } from 'zod';

import { dialectSchema, zoneSchema } from './source.contract';
import { givenTimeSchema, lineSchema, nameSchema } from './primitives';

export const MAX_SIMULATED_LINES = 1_000;
export const MAX_SIMULATED_BYTES = 1024 ** 2;

/** Lines to try, and what would be known of them if they were sent. */
export const simulationRequestSchema = z.strictObject({
  lines: z
    .array(z.string())
    .min(1)
    .max(MAX_SIMULATED_LINES)
    .refine((lines) => bytesOf(lines) <= MAX_SIMULATED_BYTES, `must have ${MAX_SIMULATED_BYTES} bytes at most together`)
    .describe('As the shipper sends them: JSON or text.'),
  dialect: dialectSchema
    .optional()
    .describe('How the shipper speaks; without it, what begins a JSON object is one and the rest is text.'),
  source: nameSchema
    .default('simulation')
    .describe('Whose events they would be; plug-ins may be configured by source.'),
  application: z
    .string()
    .regex(/^(?!\.+$)[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, ".", "_" or "-"')
    .optional()
    .describe('The program named by the path /custom/<application>.'),
  zone: zoneSchema.default('UTC'),
  tags: z.array(lineSchema(64)).max(32).default([]),
  receivedAt: givenTimeSchema.optional().describe('When they would be received; now, when absent.'),
});

export type SimulationRequest = z.infer<typeof simulationRequestSchema>;

const changeSchema = z.object({
  field: z.string(),
  before: z.unknown().optional().describe('Absent when the field was not there.'),
  after: z.unknown().optional().describe('Absent when the field is gone.'),
});

const traceStepSchema = z.object({
  plugin: z.string(),
  micros: z.number().describe('Microseconds it took.'),
  changes: z.array(changeSchema),
  notes: z.array(z.string()),
});

const line = z.number().int().min(1).describe('Of the request, from 1.');
const trace = z.array(traceStepSchema).describe('What each plug-in changed, in order.');
const ruleSchema = z.object({ id: z.string(), title: z.string(), level: z.string() });

/** What a line, or one of the records in it, would become. */
export const simulatedLineSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('event'),
    line,
    event: z.record(z.string(), z.unknown()),
    rules: z.array(ruleSchema).describe('The rules it matches.'),
    trace,
  }),
  z.object({
    outcome: z.literal('parked'),
    line,
    stage: z.string(),
    code: z.string(),
    reason: z.string(),
    trace,
  }),
  z.object({ outcome: z.literal('dropped'), line, rule: z.string(), trace }),
  z.object({
    outcome: z.literal('joined'),
    line,
    to: line.describe('The line whose event also says what this one says.'),
  }),
]);

export type SimulatedLine = z.infer<typeof simulatedLineSchema>;
export type SimulationTraceStep = z.infer<typeof traceStepSchema>;

/** In the order of the lines; a line of several records has several entries. */
export const simulationSchema = z.object({ lines: z.array(simulatedLineSchema) });

export type Simulation = z.infer<typeof simulationSchema>;

function bytesOf(lines: readonly string[]): number {
  const encoder = new TextEncoder();
  return lines.reduce((sum, line) => sum + encoder.encode(line).length, 0);
}
