import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PHASES, taskTemplateSchema, type TaskTemplate } from '@tocsin/api-contract';
import { parse } from 'yaml';
import { z } from 'zod';

import { projectRoot } from '../../../project';

const FOLDER = join('content', 'task-templates');
const taskSchema = taskTemplateSchema.shape.tasks.element;
const fileSchema = z.strictObject({
  type: taskTemplateSchema.shape.type.default(null),
  name: z.string().min(1),
  phases: z.partialRecord(z.enum(PHASES), z.array(taskSchema).min(1)),
});

let known: readonly TaskTemplate[] | undefined;

/** The templates that come with Tocsin, one for each file and phase. Read once. @throws when one is broken. */
export function stockTemplates(): readonly TaskTemplate[] {
  known ??= readdirSync(join(projectRoot, FOLDER))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .flatMap(read);
  return known;
}

function read(file: string): TaskTemplate[] {
  const text = readFileSync(join(projectRoot, FOLDER, file), 'utf8');
  const { type, name, phases } = fileSchema.parse(parse(text));
  return PHASES.flatMap((phase) => {
    const tasks = phases[phase];
    if (tasks === undefined) return [];
    const id = `${file.slice(0, -'.yaml'.length)}.${phase}`;
    return [{ id, name, type, phase, tasks, isStock: true, version: 1, updatedAt: null, updatedBy: null }];
  });
}
