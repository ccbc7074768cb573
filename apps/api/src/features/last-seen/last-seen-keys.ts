import { Injectable, Logger } from '@nestjs/common';
import type { LastSeenKey, LastSeenListsAnswer, LastSeenPage, LastSeenQuery } from '@tocsin/api-contract';
import { LAST_SEEN_FORGOTTEN_FACT, MessageBus } from '@tocsin/messaging';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { decodePosition, encodePosition } from './last-seen-cursor';

interface KeyRow {
  readonly key: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly count: string;
  readonly last_event_id: string;
  readonly position: string;
}

const LISTS = `
  SELECT list AS name, count(*)::int AS keys, max(first_seen) AS newest FROM last_seen GROUP BY list ORDER BY list`;
const COLUMNS = 'key, first_seen, last_seen, count, last_event_id';
/** How the columns one may sort by are compared. */
const TYPES = { last_seen: 'timestamptz', first_seen: 'timestamptz', count: 'bigint' } as const;

/** Last-seen lists as the pipeline keeps them. */
@Injectable()
export class LastSeenKeys {
  private readonly log = new Logger(LastSeenKeys.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly bus: MessageBus,
  ) {}

  async lists(): Promise<LastSeenListsAnswer> {
    const rows = await this.dataSource.query<{ name: string; keys: number; newest: Date | null }[]>(LISTS);
    return { lists: rows.map(({ newest, ...row }) => ({ ...row, newest: newest?.toISOString() ?? null })) };
  }

  async page(list: string, query: LastSeenQuery): Promise<LastSeenPage> {
    const { where, parameters } = condition(list, query);
    const counting = this.dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM last_seen WHERE ${where.join(' AND ')}`,
      [...parameters],
    );
    const [[counted], rows] = await Promise.all([counting, this.rows(query, where, parameters)]);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const nextCursor = rows.length > query.limit && last ? encodePosition([last.position, last.key]) : null;
    return { keys: shown.map(view), total: counted?.total ?? 0, nextCursor };
  }

  async find(list: string, values: readonly string[]): Promise<LastSeenKey> {
    const [row] = await this.dataSource.query<KeyRow[]>(
      `SELECT ${COLUMNS} FROM last_seen WHERE list = $1 AND key = $2`,
      [list, keyOf(values)],
    );
    if (row === undefined) throw unknownKey();
    return view(row);
  }

  /** From then on the key is new again. */
  async remove(list: string, values: readonly string[]): Promise<void> {
    const [, deleted] = await this.dataSource.query<[unknown, number]>(
      'DELETE FROM last_seen WHERE list = $1 AND key = $2',
      [list, keyOf(values)],
    );
    if (deleted === 0) throw unknownKey();
    this.bus.announce(LAST_SEEN_FORGOTTEN_FACT, { list, key: keyOf(values) }).catch((error: unknown) => {
      this.log.warn(`The workers could not be told to forget a key of ${list}: ${String(error)}`);
    });
  }

  private rows({ sort, cursor, limit }: LastSeenQuery, where: readonly string[], parameters: readonly unknown[]) {
    const all = [...parameters];
    const after: string[] = [];
    if (cursor !== undefined) {
      all.push(...decodePosition(cursor));
      after.push(`(${sort}, key) < ($${all.length - 1}::${TYPES[sort]}, $${all.length})`);
    }
    return this.dataSource.query<KeyRow[]>(
      `SELECT ${COLUMNS}, ${sort}::text AS position FROM last_seen WHERE ${[...where, ...after].join(' AND ')}
        ORDER BY ${sort} DESC, key DESC LIMIT ${limit + 1}`,
      all,
    );
  }
}

function condition(list: string, { prefix, newSince, seenSince }: LastSeenQuery) {
  const where = ['list = $1'];
  const parameters: unknown[] = [list];
  const add = (sql: (place: string) => string, value: unknown): void => {
    parameters.push(value);
    where.push(sql(`$${parameters.length}`));
  };
  if (prefix !== undefined && prefix !== '') add((place) => `starts_with(key, ${place})`, keyStart(prefix));
  if (newSince !== undefined) add((place) => `first_seen >= ${place}::timestamptz`, newSince);
  if (seenSince !== undefined) add((place) => `last_seen >= ${place}::timestamptz`, seenSince);
  return { where, parameters };
}

/** A key as it is kept: the values in lower case, as JSON. */
function keyOf(values: readonly string[]): string {
  return JSON.stringify(values.map((value) => value.toLowerCase()));
}

/** How keys begin whose first value begins so. */
function keyStart(prefix: string): string {
  return keyOf([prefix]).slice(0, -2);
}

function view({ key, first_seen: first, last_seen: last, count, last_event_id: lastEventId }: KeyRow): LastSeenKey {
  const values = JSON.parse(key) as string[];
  return { values, firstSeen: first.toISOString(), lastSeen: last.toISOString(), count: Number(count), lastEventId };
}

function unknownKey(): PlainProblem {
  return new PlainProblem('not_found', 'last_seen.not_found', 'The list holds no such key.');
}
