import type { Evidence } from '@tocsin/api-contract';
import type { EntityManager } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { personJson } from '../incident-rows';
import { familyOf } from '../incident-visibility';

type Person = Evidence['uploaded']['by'];

/** One as the database has it. */
export interface EvidenceRow {
  readonly id: string;
  readonly number: number;
  readonly incident_id: string;
  readonly incident: string;
  readonly name: string;
  readonly description: string;
  readonly bytes: string;
  readonly sha256: string;
  readonly state: 'kept' | 'removed';
  readonly uploaded_at: Date;
  readonly uploader: Person;
  readonly verified_at: Date | null;
  readonly verifier: Person;
  readonly is_whole: boolean | null;
  readonly removed_at: Date | null;
  readonly remover: Person;
  readonly removed_reason: string | null;
}

/** Those of the incident in $1 and of what was merged into it, as far as the account in $2 may see them. */
export const EVIDENCE = `SELECT evidence.*, owner.number AS incident, ${personJson('uploader')} AS uploader,
    ${personJson('verifier')} AS verifier, ${personJson('remover')} AS remover
  FROM evidence JOIN incident AS owner ON owner.id = evidence.incident_id
  LEFT JOIN account AS uploader ON uploader.id = evidence.uploaded_by
  LEFT JOIN account AS verifier ON verifier.id = evidence.verified_by
  LEFT JOIN account AS remover ON remover.id = evidence.removed_by
 WHERE evidence.incident_id IN ${familyOf('$1', '$2')} AND evidence.state <> 'arriving'`;

/** Whose evidence, and which. */
export interface EvidenceKey {
  readonly incidentId: string;
  readonly accountId: string;
  readonly id: string;
}

/** @throws {PlainProblem} when this incident has none such for this person. */
export async function findEvidence(
  manager: EntityManager,
  { incidentId, accountId, id }: EvidenceKey,
): Promise<EvidenceRow> {
  const [row] = await manager.query<EvidenceRow[]>(`${EVIDENCE} AND evidence.id = $3`, [incidentId, accountId, id]);
  if (row !== undefined) return row;
  throw new PlainProblem('not_found', 'evidence.not_found', 'There is no such evidence in this incident.');
}

/** @throws {PlainProblem} when its bytes are gone. */
export function ensureKept({ state, number }: EvidenceRow): void {
  if (state === 'kept') return;
  throw new PlainProblem(
    'conflict',
    'evidence.removed',
    `The file of E-${number} was removed. Its custody log says why.`,
  );
}

export function viewEvidence(row: EvidenceRow): Evidence {
  const { id, incident, name, description, sha256 } = row;
  return {
    id,
    label: `E-${row.number}`,
    incident,
    name,
    description,
    bytes: Number(row.bytes),
    sha256,
    uploaded: { at: row.uploaded_at.toISOString(), by: row.uploader },
    verified:
      row.verified_at === null
        ? null
        : { at: row.verified_at.toISOString(), by: row.verifier, isWhole: row.is_whole === true },
    removed:
      row.removed_at === null
        ? null
        : { at: row.removed_at.toISOString(), by: row.remover, reason: row.removed_reason ?? '' },
  };
}
