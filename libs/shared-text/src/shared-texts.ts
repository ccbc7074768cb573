import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource, type EntityManager } from 'typeorm';

import { loadText, lockText, measureText, type TextMeasure, type UpdateRow } from './text-rows';
import { assertUpdate, contentOf, missingIn, rewriting, TextRefused, vectorOf } from './text-state';
import { TextVersions } from './text-versions';

/** All of a text that somebody lacks, and up to which change that is. */
export interface TextPiece {
  readonly update: Uint8Array;
  /** State vector of all of it. */
  readonly vector: Uint8Array;
  readonly seq: number;
}

const MAX_UPDATE_BYTES = 256 * 1024;
const MAX_TEXT_BYTES = 2 * 1024 ** 2;
/** So many changes are read one by one; then they are put together. */
const COMPACT_AFTER = 200;
/** Whoever has not written for so long comes new; and how the text stood before they did is kept. */
const SESSION_MS = 60_000;
/** Everything of a change: it is stored, and the words for the search are old. */
const STORE = `WITH stale AS (
    INSERT INTO text_content (text_id, owner, content, is_stale) VALUES ($1, substring($1 FROM '^[^/]+/[^/]+'), '', true)
    ON CONFLICT (text_id) DO UPDATE SET is_stale = true WHERE NOT text_content.is_stale)
  INSERT INTO text_update (text_id, seq, update, by, at) VALUES ($1, $2, $3, $4, $5)`;

interface Change {
  readonly textId: string;
  readonly update: Uint8Array;
  readonly by: string;
}

/** Texts that several people write at once, in PostgreSQL: changes in the order they came, each durable before it is acknowledged. */
@Injectable()
export class SharedTexts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly versions: TextVersions,
  ) {}

  /** What whoever has this state vector lacks; all of it when they have none. */
  async since(textId: string, vector?: Uint8Array): Promise<TextPiece> {
    const { state, seq } = await loadText(this.dataSource.manager, textId);
    return { update: missingIn(state, vector), vector: vectorOf(state), seq };
  }

  /** What stands in each of these texts now, by id; an empty string where nothing was written. */
  async contents(textIds: readonly string[], manager = this.dataSource.manager): Promise<Map<string, string>> {
    const contents = new Map<string, string>();
    for (const id of textIds) contents.set(id, contentOf((await loadText(manager, id)).state));
    return contents;
  }

  /** The changes after one, in their order; for those who missed some. */
  after(textId: string, seq: number): Promise<UpdateRow[]> {
    return this.dataSource.query<UpdateRow[]>(
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
      await lockText(manager, textId);
      return this.store(manager, { textId, update, by });
    });
  }

  /**
   * Makes the text say what it said, as one more change: what was written since is a version like any other.
   * @returns its number.
   * @throws {TextRefused} when there is no such version, or no more.
   */
  async restore(manager: EntityManager, textId: string, seq: number, by: string): Promise<number> {
    await lockText(manager, textId);
    const content = await this.versions.content(textId, seq, manager);
    if (content === undefined)
      throw new TextRefused('text.no_version', 'There is no such version any more. Load the list again.');
    const { state } = await loadText(manager, textId);
    await this.versions.keep(manager, textId, this.clock.now());
    return this.store(manager, { textId, update: rewriting(state, content), by });
  }

  /** The text must be locked. */
  private async store(manager: EntityManager, { textId, update, by }: Change): Promise<number> {
    const now = this.clock.now();
    const measure = await measureText(manager, textId, by, new Date(now.getTime() - SESSION_MS));
    if (measure.bytes + update.byteLength > MAX_TEXT_BYTES)
      throw new TextRefused('text.too_large', 'The text is as long as a text may be. Begin another one.');
    if (isNewSession(measure)) await this.versions.keep(manager, textId, measure.lastAt ?? now);
    const seq = measure.seq + 1;
    await manager.query(STORE, [textId, seq, Buffer.from(update), by, now]);
    if (measure.loose + 1 >= COMPACT_AFTER) await this.compact(manager, textId);
    return seq;
  }

  private async compact(manager: EntityManager, textId: string): Promise<void> {
    const { state, seq } = await loadText(manager, textId);
    await manager.query(
      `INSERT INTO text_snapshot (text_id, through, state, at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (text_id) DO UPDATE SET through = excluded.through, state = excluded.state, at = excluded.at`,
      [textId, seq, Buffer.from(state), this.clock.now()],
    );
    // With it goes who wrote what.
    await this.versions.keep(manager, textId, this.clock.now());
    // The last one stays, so that nobody who is one behind has to load all of it.
    await manager.query('DELETE FROM text_update WHERE text_id = $1 AND seq < $2', [textId, seq]);
  }
}

function isNewSession({ lastAt, isWriting }: TextMeasure): boolean {
  return lastAt !== null && !isWriting;
}
