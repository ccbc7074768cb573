import { DomainError, type Incident } from '@tocsin/api-contract';
import type { FieldMarks } from '@tocsin/database';
import type { EntityManager } from 'typeorm';

/** Somebody else changed the same field meanwhile; `current` is what they made of it. */
export class IncidentConflict extends DomainError {
  readonly code = 'incident.conflict';
  readonly kind = 'conflict';
  override readonly current: {
    readonly field: string;
    readonly value: unknown;
    readonly by: Incident['createdBy'];
    readonly at: string | null;
  };

  constructor(current: IncidentConflict['current']) {
    super(`${current.by?.displayName ?? 'Somebody'} has changed this meanwhile. Choose again.`);
    this.current = current;
  }
}

/** Who set the field, to be told to whoever comes second. */
export async function conflictOf(
  manager: EntityManager,
  field: string,
  { value, marks }: { readonly value: unknown; readonly marks: FieldMarks },
): Promise<IncidentConflict> {
  const mark = marks[field];
  const [by = null] = await manager.query<NonNullable<Incident['createdBy']>[]>(
    `SELECT id, username, display_name AS "displayName" FROM account WHERE id = $1`,
    [mark?.by ?? null],
  );
  return new IncidentConflict({ field, value, by, at: mark?.at ?? null });
}
