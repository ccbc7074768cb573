import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource, type EntityManager } from 'typeorm';

import { loadText } from './text-rows';
import { contentOf } from './text-state';

/** How a text stood after one of its changes. */
export interface TextVersion {
  readonly seq: number;
  readonly at: Date;
  /** Accounts that wrote since the version before. */
  readonly authors: readonly string[];
  readonly characters: number;
}

/** All of a day, then the last of each hour, after a month the last of each day. Never more than this, newest first. */
const MOST = 300;
const MOST_BYTES = 20 * 1024 ** 2;
const THIN = `DELETE FROM text_version WHERE text_id = $1 AND seq IN (
  SELECT seq FROM (
    SELECT seq, row_number() OVER (PARTITION BY CASE
        WHEN at > $2::timestamptz - interval '1 day' THEN seq::text
        WHEN at > $2::timestamptz - interval '30 days' THEN to_char(at, 'YYYY-MM-DD HH24')
        ELSE to_char(at, 'YYYY-MM-DD') END ORDER BY seq DESC) AS place,
      row_number() OVER (ORDER BY seq DESC) AS age, sum(octet_length(content)) OVER (ORDER BY seq DESC) AS bytes
    FROM text_version WHERE text_id = $1) AS version
  WHERE place > 1 OR age > ${MOST} OR (bytes > ${MOST_BYTES} AND age > 1))`;
const AUTHORS = `ARRAY(SELECT DISTINCT by FROM text_update AS change WHERE change.text_id = $1 AND by IS NOT NULL
  AND change.seq > coalesce((SELECT max(seq) FROM text_version WHERE text_id = $1), 0))`;

/** How texts stood before: kept at pauses, when somebody else begins to write, and before much is put together. */
@Injectable()
export class TextVersions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first; the first is how the text is now. Empty when nobody has written. */
  async of(textId: string): Promise<TextVersion[]> {
    const [now] = await this.dataSource.query<(Omit<TextVersion, 'characters'> & { readonly at: Date | null })[]>(
      `SELECT max(seq) AS seq, max(at) AS at, ${AUTHORS} AS authors FROM text_update WHERE text_id = $1`,
      [textId],
    );
    if (now?.at === undefined || now.at === null) return [];
    const versions = await this.dataSource.query<TextVersion[]>(
      `SELECT seq, at, authors, length(content) AS characters FROM text_version WHERE text_id = $1 ORDER BY seq DESC`,
      [textId],
    );
    const [last, ...older] = versions;
    if (last?.seq === now.seq) return [last, ...older];
    const content = contentOf((await loadText(this.dataSource.manager, textId)).state);
    return [{ ...now, characters: content.length }, ...versions];
  }

  /** What it said; undefined when there is no such version, or no more. */
  async content(textId: string, seq: number, manager = this.dataSource.manager): Promise<string | undefined> {
    const [row] = await manager.query<{ content: string }[]>(
      'SELECT content FROM text_version WHERE text_id = $1 AND seq = $2',
      [textId, seq],
    );
    return row?.content;
  }

  /** Keeps how the text is now, and thins what is old; the text must be locked. Nothing is kept twice. */
  async keep(manager: EntityManager, textId: string, at: Date): Promise<void> {
    const { state, seq } = await loadText(manager, textId);
    if (seq === 0) return;
    await manager.query(
      `INSERT INTO text_version (text_id, seq, content, authors, at) SELECT $1, $2, $3, ${AUTHORS}, $4
        WHERE $3 IS DISTINCT FROM (SELECT content FROM text_version WHERE text_id = $1 ORDER BY seq DESC LIMIT 1)
       ON CONFLICT DO NOTHING`,
      [textId, seq, contentOf(state), at],
    );
    await manager.query(THIN, [textId, this.clock.now()]);
  }
}
