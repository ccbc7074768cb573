import type { Incident, Phase } from '@tocsin/api-contract';
import type { EntityManager } from 'typeorm';

import { personJson } from './incident-rows';

/** An incident begins with the phase it is made in; every change of it is in the history. */
const PHASES = `
  SELECT done.after->>'phase' AS phase, done.at, ${personJson('person')} AS by
    FROM incident_history AS done LEFT JOIN account AS person ON person.id = done.by
   WHERE done.incident_id = $1 AND done.after ? 'phase' AND done.action IN ('create', 'field.phase')
   ORDER BY done.id`;

/** The phases as it went, moves back included. */
export async function phasesOf(manager: EntityManager, incidentId: string): Promise<Incident['phases']> {
  const rows = await manager.query<{ phase: Phase; at: Date; by: Incident['createdBy'] }[]>(PHASES, [incidentId]);
  return rows.map(({ phase, at, by }, index) => ({
    phase,
    from: at.toISOString(),
    to: rows[index + 1]?.at.toISOString() ?? null,
    by,
  }));
}
