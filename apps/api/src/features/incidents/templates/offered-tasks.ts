import { createHash, randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { OfferedTasks, TakeTasks, TaskTemplate, TemplateTask } from '@tocsin/api-contract';
import { IncidentItemEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { IncidentDesk, type IncidentMoment } from '../incident-desk';
import { insertItem } from '../incident-items';
import { IncidentReading } from '../incident-reading';
import { familyOf, type Viewer } from '../incident-visibility';
import { TaskTemplates } from './task-templates';

type Offer = OfferedTasks['offers'][number];

const MINUTE_MS = 60_000;

/** Tasks of templates that fit an incident: offered until it has had them, and added once however often that is asked. */
@Injectable()
export class TaskOffers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: IncidentReading,
    private readonly desk: IncidentDesk,
    private readonly templates: TaskTemplates,
  ) {}

  /** @throws {PlainProblem} */
  async of(actor: Actor, number: string): Promise<OfferedTasks> {
    const incident = await this.reading.open(actor, number);
    return { offers: await this.find(this.dataSource.manager, actor, incident) };
  }

  /** Adds what is offered, of the given templates or of all. @throws {PlainProblem} */
  async take(actor: Actor, number: string, { templates }: TakeTasks): Promise<void> {
    await this.desk.change(actor, number, async (moment) => {
      const offers = await this.find(moment.manager, actor, moment.incident);
      const taken = offers.filter(({ templateId }) => templates === undefined || templates.includes(templateId));
      if (taken.length === 0) return null;
      for (const offer of taken) for (const task of offer.tasks) await addTask(moment, task);
      const titles = taken.flatMap(({ tasks }) => tasks.map(({ title }) => title));
      const subject = [...new Set(taken.map(({ name }) => name))].join(', ');
      return { action: 'tasks.take', subject, after: { tasks: titles }, parts: ['items', 'head'] };
    });
  }

  private async find(
    manager: EntityManager,
    { accountId }: Viewer,
    { id, type, phase }: { readonly id: string; readonly type: string | null; readonly phase: string },
  ): Promise<Offer[]> {
    const fits = ({ type: forType, phase: inPhase }: TaskTemplate): boolean =>
      (forType === null || forType === type) && (inPhase === null || inPhase === phase);
    const had = await tasksHad(manager, id, accountId);
    const offers: Offer[] = [];
    for (const template of (await this.templates.list(manager)).filter(fits)) {
      const tasks = template.tasks.filter(({ title }) => !had.has(keyOf(title)));
      for (const { title } of tasks) had.add(keyOf(title));
      if (tasks.length > 0) offers.push({ templateId: template.id, name: template.name, tasks });
    }
    return offers;
  }
}

/** Titles of every task there ever was, removed ones too: who removed one does not want it offered again. */
async function tasksHad(manager: EntityManager, incidentId: string, accountId: string): Promise<Set<string>> {
  const rows = await manager.query<{ title: string; client_id: string | null }[]>(
    `SELECT data->>'title' AS title, client_id FROM incident_item WHERE incident_id IN ${familyOf('$1', '$2')} AND kind = 'task'`,
    [incidentId, accountId],
  );
  return new Set(rows.flatMap(({ title, client_id: key }) => [keyOf(title), key ?? '']));
}

/** Of a task by its title, in the form of an item's `clientId`: so a task is known also after somebody changed its title. */
function keyOf(title: string): string {
  const hash = createHash('sha256').update(`task-template ${title.trim().toLowerCase()}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

async function addTask(moment: IncidentMoment, task: TemplateTask): Promise<void> {
  const { now, incident, manager } = moment;
  const clientId = keyOf(task.title);
  const isKnown = await manager.getRepository(IncidentItemEntity).existsBy({ incidentId: incident.id, clientId });
  if (isKnown) return;
  const dueAt =
    task.dueInMinutes === null ? null : new Date(now.getTime() + task.dueInMinutes * MINUTE_MS).toISOString();
  const checklist = task.checklist.map((text) => ({ id: randomUUID(), text, isDone: false }));
  const data = { title: task.title, assigneeId: null, dueAt, phase: incident.phase, state: 'open', checklist };
  await insertItem(moment, { kind: 'task', data, clientId });
}
