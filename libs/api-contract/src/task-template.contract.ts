import { z } from 'zod';

import { assigneeSchema } from './alert.contract';
import { incidentTypeSchema, phaseSchema } from './incident.contract';
import { lineSchema, timeSchema } from './primitives';

const templateTaskSchema = z.strictObject({
  title: lineSchema(300),
  dueInMinutes: z
    .number()
    .int()
    .min(1)
    .max(525_600)
    .nullable()
    .default(null)
    .describe('Counted from when it is added; null has no end.'),
  checklist: z.array(lineSchema(300)).max(50).default([]),
});

export type TemplateTask = z.infer<typeof templateTaskSchema>;

const contentSchema = z.strictObject({
  name: lineSchema(120),
  type: incidentTypeSchema.nullable().describe('For incidents of this type; null is for all.'),
  phase: phaseSchema.nullable().describe('In this phase; null is in all.'),
  tasks: z.array(templateTaskSchema).min(1).max(50),
});

export const createTaskTemplateSchema = contentSchema;

export type CreateTaskTemplate = z.infer<typeof createTaskTemplateSchema>;

export const taskTemplateSchema = contentSchema.extend({
  id: z.string().describe('Of those that come with Tocsin: `phishing.containment`; otherwise a UUID.'),
  isStock: z.boolean().describe('Comes with Tocsin and cannot be changed.'),
  version: z.number().int(),
  updatedAt: timeSchema.nullable(),
  updatedBy: assigneeSchema.nullable(),
});

export type TaskTemplate = z.infer<typeof taskTemplateSchema>;

export const taskTemplatesSchema = z.object({ templates: z.array(taskTemplateSchema) });

export type TaskTemplates = z.infer<typeof taskTemplatesSchema>;

/** Tasks of templates for an incident's type and phase that it never had. */
export const offeredTasksSchema = z.object({
  offers: z.array(
    z.object({ templateId: z.string(), name: z.string(), tasks: z.array(templateTaskSchema) }).describe('By template.'),
  ),
});

export type OfferedTasks = z.infer<typeof offeredTasksSchema>;

/** Takes what is offered, of these templates or of all. */
export const takeTasksSchema = z.strictObject({ templates: z.array(z.string().max(100)).max(200).optional() });

export type TakeTasks = z.infer<typeof takeTasksSchema>;
