import type { Refusal } from '@tocsin/sigma';
import type { EntityManager } from 'typeorm';

import type { LoadedDocument } from '../rule-document';
import { isRead, type FolderContents, type UnreadFolder } from './read-folder';

/** A rule as it is stored, as far as an import asks. */
export interface KnownRule {
  readonly id: string;
  readonly setName: string | null;
  readonly file: string;
  readonly folderText: string | null;
  readonly isRemoved: boolean;
}

/** Documents that are new or have another text, and the ids of those that are in no folder any more. */
export interface RuleChanges {
  readonly changed: readonly LoadedDocument[];
  readonly removed: readonly string[];
}

/** Any number nobody else uses as an advisory lock of this database ("rules" on a phone's keys). */
const IMPORT_LOCK = 78_537;

/** One at a time reads folders into the tables. */
export async function lockImport(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
}

/** Rules that were written here. */
export function ownRules(manager: EntityManager): Promise<{ id: string; text: string }[]> {
  return manager.query('SELECT id, text FROM rule WHERE set_name IS NULL AND removed_at IS NULL ORDER BY id');
}

export async function knownRules(manager: EntityManager): Promise<Map<string, KnownRule>> {
  const rows = await manager.query<KnownRule[]>(
    `SELECT id, set_name AS "setName", file, folder_text AS "folderText", removed_at IS NOT NULL AS "isRemoved" FROM rule`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Says what each folder is, and how reading it went. */
export async function writeSets(
  manager: EntityManager,
  folders: readonly (FolderContents | UnreadFolder)[],
  refused: ReadonlyMap<string, readonly Refusal[]>,
  now: Date,
): Promise<void> {
  for (const [position, folder] of folders.entries()) {
    const { digest, placeholders, trouble } = isRead(folder)
      ? { ...folder, trouble: '' }
      : { digest: '', placeholders: {}, trouble: folder.trouble };
    await manager.query(WRITE_SET, [
      ...[folder.name, folder.path, position, digest, JSON.stringify(placeholders)],
      ...[JSON.stringify(refused.get(folder.name) ?? []), trouble, now],
    ]);
  }
}

/** A folder that cannot be read keeps what it had. */
const WRITE_SET = `
  INSERT INTO rule_set AS old (name, folder, position, digest, placeholders, refused, trouble, imported_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $7 = '' THEN $8::timestamptz END)
    ON CONFLICT (name) DO UPDATE SET folder = $2, position = $3, trouble = $7, version = old.version + 1,
      digest = CASE WHEN $7 = '' THEN $4 ELSE old.digest END,
      placeholders = CASE WHEN $7 = '' THEN $5::jsonb ELSE old.placeholders END,
      refused = CASE WHEN $7 = '' THEN $6::jsonb ELSE old.refused END,
      imported_at = CASE WHEN $7 = '' THEN $8 ELSE old.imported_at END`;

export async function writeRules(manager: EntityManager, { changed, removed }: RuleChanges, now: Date): Promise<void> {
  const rows = changed.map(({ file, ...row }) => ({ ...row, set_name: file.split('/')[0], file: withoutSet(file) }));
  await manager.query(WRITE_RULES, [JSON.stringify(rows), now]);
  await manager.query(REMOVE_RULES, [removed, now]);
  await keepVersions(manager, [...changed.map(({ id }) => id), ...removed]);
}

function withoutSet(file: string): string {
  return file.slice(file.indexOf('/') + 1);
}

/** Whoever changed a rule here keeps the change; the folder's text waits beside it. */
const IS_OURS = 'old.text IS DISTINCT FROM old.folder_text AND old.removed_at IS NULL';
const WRITE_RULES = `
  INSERT INTO rule AS old (id, kind, set_name, file, text, folder_text, facts, logsource, state, created_at, updated_at)
    SELECT id, kind, set_name, file, text, text, facts, logsource, 'enabled', $2, $2
      FROM jsonb_to_recordset($1::jsonb)
        AS new (id text, kind text, set_name text, file text, text text, facts jsonb, logsource jsonb)
    ON CONFLICT (id) DO UPDATE SET set_name = excluded.set_name, file = excluded.file, folder_text = excluded.folder_text,
      kind = CASE WHEN ${IS_OURS} THEN old.kind ELSE excluded.kind END,
      text = CASE WHEN ${IS_OURS} THEN old.text ELSE excluded.text END,
      facts = CASE WHEN ${IS_OURS} THEN old.facts ELSE excluded.facts END,
      logsource = CASE WHEN ${IS_OURS} THEN old.logsource ELSE excluded.logsource END,
      version = old.version + 1, updated_at = $2, updated_by = NULL, removed_at = NULL`;

const REMOVE_RULES = `
  UPDATE rule SET removed_at = $2, updated_at = $2, updated_by = NULL, version = version + 1 WHERE id = ANY($1)`;

/** Keeps how the rules are now, as their newest version. */
export async function keepVersions(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(
    `INSERT INTO rule_version (rule_id, version, text, state, removed, changed_at, changed_by)
       SELECT id, version, text, state, removed_at IS NOT NULL, updated_at, updated_by FROM rule WHERE id = ANY($1)`,
    [ids],
  );
}

/** Sets that are configured no more go with their rules. */
export async function dropSets(
  manager: EntityManager,
  folders: readonly { readonly name: string }[],
  now: Date,
): Promise<void> {
  const names = folders.map(({ name }) => name);
  const [gone] = await manager.query<[{ id: string }[], number]>(
    `UPDATE rule SET removed_at = $2, updated_at = $2, updated_by = NULL, version = version + 1
       WHERE set_name <> ALL ($1) AND removed_at IS NULL RETURNING id`,
    [names, now],
  );
  await keepVersions(
    manager,
    gone.map(({ id }) => id),
  );
  await manager.query("UPDATE rule SET set_name = NULL, file = '' WHERE set_name <> ALL ($1)", [names]);
  await manager.query('DELETE FROM rule_set WHERE name <> ALL ($1)', [names]);
}
