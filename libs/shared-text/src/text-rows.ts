import type { EntityManager } from 'typeorm';

import { emptyState, together } from './text-state';

/** Any number nobody else uses as the first half of an advisory lock of this database ("texts" on a phone's keys). */
const TEXT_LOCK = 83_987;

/** One change as it is stored. */
export interface UpdateRow {
  readonly seq: number;
  readonly update: Buffer;
}

/** Nobody else changes the text until the transaction ends. */
export async function lockText(manager: EntityManager, textId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [TEXT_LOCK, textId]);
}

/** All of a text. One statement sees one moment: nothing is put together between the two halves. */
export async function loadText(manager: EntityManager, textId: string): Promise<{ state: Uint8Array; seq: number }> {
  const rows = await manager.query<UpdateRow[]>(
    `SELECT through AS seq, state AS update FROM text_snapshot WHERE text_id = $1
     UNION ALL SELECT seq, update FROM text_update WHERE text_id = $1`,
    [textId],
  );
  if (rows.length === 0) return { state: emptyState(), seq: 0 };
  return { state: together(rows.map(({ update }) => update)), seq: Math.max(...rows.map(({ seq }) => seq)) };
}

/** What a new change of a text meets. */
export interface TextMeasure {
  readonly seq: number;
  readonly bytes: number;
  /** Changes that are read one by one. */
  readonly loose: number;
  readonly lastAt: Date | null;
  /** Whether this person wrote within the time of one session. */
  readonly isWriting: boolean;
}

export async function measureText(
  manager: EntityManager,
  textId: string,
  by: string,
  sessionFrom: Date,
): Promise<TextMeasure> {
  const [row] = await manager.query<TextMeasure[]>(
    `SELECT greatest(coalesce(max(seq), 0), coalesce((SELECT through FROM text_snapshot WHERE text_id = $1), 0)) AS seq,
            (coalesce(sum(octet_length(update)), 0) + coalesce((SELECT octet_length(state) FROM text_snapshot WHERE text_id = $1), 0))::int AS bytes,
            count(*)::int AS loose, max(at) AS "lastAt",
            coalesce(bool_or(by = $2::uuid AND at > $3), false) AS "isWriting"
       FROM text_update WHERE text_id = $1`,
    [textId, by, sessionFrom],
  );
  return row!;
}
