import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource, type EntityManager } from 'typeorm';

import { assertUpdate, contentOf, emptyState, missingIn, TextRefused, together, vectorOf } from './text-state';

/** All of a text that somebody lacks, and up to which change that is. */
export interface TextPiece {
  readonly update: Uint8Array;
  /** State vector of all of it. */
  readonly vector: Uint8Array;
  readonly seq: number;
}

/** Any number nobody else uses as the first half of an advisory lock of this database ("texts" on a phone's keys). */
const TEXT_LOCK = 83_987;
const MAX_UPDATE_BYTES = 256 * 1024;
const MAX_TEXT_BYTES = 2 * 1024 ** 2;
/** So many changes are read one by one; then they are put together. */
const COMPACT_AFTER = 200;

interface Row {
  readonly seq: number;
  readonly update: Buffer;
}

/** Texts that several people write at once, in PostgreSQL: changes in the order they came, each durable before it is acknowledged. */
@Injectable()
export class SharedTexts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What whoever has this state vector lacks; all of it when they have none. */
  async since(textId: string, vector?: Uint8Array): Promise<TextPiece> {
    const { state, seq } = await load(this.dataSource.manager, textId);
    return { update: missingIn(state, vector), vector: vectorOf(state), seq };
  }

  /** What stands in each of these texts now, by id; an empty string where nothing was written. */
  async contents(textIds: readonly string[], manager = this.dataSource.manager): Promise<Map<string, string>> {
    const contents = new Map<string, string>();
    for (const id of textIds) contents.set(id, contentOf((await load(manager, id)).state));
    return contents;
  }

  /** The changes after one, in their order; for those who missed some. */
  after(textId: string, seq: number): Promise<Row[]> {
    return this.dataSource.query<Row[]>(
      'SELECT seq, update FROM text_update WHERE text_id = $1 AND seq > $2 ORDER BY seq',
      [textId, seq],
    );
  }

  /**
   * Resolves when the change is durable. The same change again is harmless: merging it changes nothing.
   * @returns its number.
   * @throws {TextRefused} when it is no change of a text, or too long.
   */
  async append(textId: string, update: Uint8Array, by: string): Promise<number> {
    if (update.byteLength > MAX_UPDATE_BYTES)
      throw new TextRefused('text.update_too_large', 'One change may have 256 KiB.');
    assertUpdate(update);
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [TEXT_LOCK, textId]);
      const { seq, bytes, loose } = await measure(manager, textId);
      if (bytes + update.byteLength > MAX_TEXT_BYTES)
        throw new TextRefused('text.too_large', 'The text is as long as a text may be. Begin another one.');
      await manager.query('INSERT INTO text_update (text_id, seq, update, by, at) VALUES ($1, $2, $3, $4, $5)', [
        textId,
        seq + 1,
        Buffer.from(update),
        by,
        this.clock.now(),
      ]);
      if (loose + 1 >= COMPACT_AFTER) await this.compact(manager, textId);
      return seq + 1;
    });
  }

  private async compact(manager: EntityManager, textId: string): Promise<void> {
    const { state, seq } = await load(manager, textId);
    await manager.query(
      `INSERT INTO text_snapshot (text_id, through, state, at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (text_id) DO UPDATE SET through = excluded.through, state = excluded.state, at = excluded.at`,
      [textId, seq, Buffer.from(state), this.clock.now()],
    );
    // The last one stays, so that nobody who is one behind has to load all of it.
    await manager.query('DELETE FROM text_update WHERE text_id = $1 AND seq < $2', [textId, seq]);
  }
}

async function load(manager: EntityManager, textId: string): Promise<{ state: Uint8Array; seq: number }> {
  // One statement sees one moment: nothing is put together between the two halves.
  const rows = await manager.query<Row[]>(
    `SELECT through AS seq, state AS update FROM text_snapshot WHERE text_id = $1
     UNION ALL SELECT seq, update FROM text_update WHERE text_id = $1`,
    [textId],
  );
  if (rows.length === 0) return { state: emptyState(), seq: 0 };
  return { state: together(rows.map(({ update }) => update)), seq: Math.max(...rows.map(({ seq }) => seq)) };
}

async function measure(manager: EntityManager, textId: string): Promise<{ seq: number; bytes: number; loose: number }> {
  const [row] = await manager.query<{ seq: number; bytes: number; loose: number }[]>(
    `SELECT greatest(coalesce(max(seq), 0), coalesce((SELECT through FROM text_snapshot WHERE text_id = $1), 0)) AS seq,
            (coalesce(sum(octet_length(update)), 0) + coalesce((SELECT octet_length(state) FROM text_snapshot WHERE text_id = $1), 0))::int AS bytes,
            count(*)::int AS loose
       FROM text_update WHERE text_id = $1`,
    [textId],
  );
  return row!;
}
