import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type {
  CreateWatchlist,
  CreateWatchlistEntry,
  Watchlist,
  WatchlistEntry,
  WatchlistEntryListQuery,
  WatchlistEntryPage,
} from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { isUniqueViolation, WatchlistEntity, WatchlistEntryEntity } from '@tocsin/database';
import { MessageBus } from '@tocsin/messaging';
import { DataSource } from 'typeorm';

import { cursorTime, decodeCursor, pageOf } from '../../http/cursor';
import { PlainProblem } from '../../http/problem';

/** Topic on which everybody hears that a list changed, as `{name}`. */
const WATCHLIST_CHANGED = 'watchlist.changed';

/** Lists of values worth a second look. */
@Injectable()
export class Watchlists {
  private readonly log = new Logger(Watchlists.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly bus: MessageBus,
  ) {}

  async list(): Promise<Watchlist[]> {
    const rows = await this.dataSource.query<
      { name: string; description: string; created_at: Date; entries: number }[]
    >(
      `SELECT name, description, created_at,
          (SELECT count(*)::int FROM watchlist_entry WHERE watchlist_name = watchlist.name) AS entries
        FROM watchlist ORDER BY name`,
    );
    return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
  }

  async create(list: CreateWatchlist): Promise<Watchlist> {
    const createdAt = this.clock.now();
    try {
      await this.dataSource.getRepository(WatchlistEntity).insert({ ...list, createdAt });
    } catch (error) {
      if (!isUniqueViolation(error, 'watchlist_pkey')) throw error;
      throw new PlainProblem(
        'conflict',
        'watchlist.exists',
        `There is a list ${list.name} already. Choose another name.`,
      );
    }
    this.tell(list.name);
    return { ...list, createdAt: createdAt.toISOString(), entries: 0 };
  }

  /** Newest first. */
  async entries(name: string, query: WatchlistEntryListQuery): Promise<WatchlistEntryPage> {
    await this.refuseUnknown(name);
    const total = await this.rows.countBy({ watchlistName: name });
    const select = this.rows
      .createQueryBuilder('entry')
      .addSelect(cursorTime('entry.created_at'), 'cursor_at')
      .where('entry.watchlist_name = :name', { name });
    if (query.cursor !== undefined) {
      const [at, id] = decodeCursor(query.cursor);
      select.andWhere('(entry.created_at, entry.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))', { at, id });
    }
    const newest = select
      .orderBy('entry.created_at', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .limit(query.limit + 1);
    const { entities, raw } = await newest.getRawAndEntities<{ cursor_at: string }>();
    const rows = entities.map((entity, index) => ({ entity, at: raw[index]?.cursor_at ?? '' }));
    const { shown, nextCursor } = pageOf(rows, query.limit, ({ at, entity }) => [at, entity.id]);
    return { entries: shown.map(({ entity }) => viewEntry(entity)), total, nextCursor };
  }

  async add(actor: Actor, name: string, entry: CreateWatchlistEntry): Promise<WatchlistEntry> {
    await this.refuseUnknown(name);
    const row = this.rows.create({
      ...entry,
      watchlistName: name,
      expiresAt: entry.expiresAt === null ? null : new Date(entry.expiresAt),
      createdAt: this.clock.now(),
      createdBy: actor.accountId,
    });
    try {
      await this.rows.insert(row);
    } catch (error) {
      if (!isUniqueViolation(error, 'watchlist_entry_watchlist_name_kind_value_key')) throw error;
      throw new PlainProblem('conflict', 'watchlist.entry_exists', 'The list holds this value already.');
    }
    this.tell(name);
    return viewEntry(row);
  }

  async remove(name: string, id: string): Promise<void> {
    const { affected } = await this.rows.delete({ watchlistName: name, id });
    if (affected === 0)
      throw new PlainProblem('not_found', 'watchlist.entry_not_found', 'The list holds no such entry.');
    this.tell(name);
  }

  private async refuseUnknown(name: string): Promise<void> {
    if (await this.dataSource.getRepository(WatchlistEntity).existsBy({ name })) return;
    throw new PlainProblem('not_found', 'watchlist.not_found', `There is no list ${name}. Create it first.`);
  }

  /** Does not wait for the bus: the change is stored, and whoever keeps a copy of the list also refreshes it on a timer. */
  private tell(name: string): void {
    this.bus.announce(WATCHLIST_CHANGED, { name }).catch((error: unknown) => {
      this.log.warn(`A change of list ${name} could not be announced: ${String(error)}`);
    });
  }

  private get rows() {
    return this.dataSource.getRepository(WatchlistEntryEntity);
  }
}

function viewEntry(row: WatchlistEntryEntity): WatchlistEntry {
  const { id, kind, value, reason, reference } = row;
  const expiresAt = row.expiresAt?.toISOString() ?? null;
  return { id, kind, value, reason, reference, expiresAt, createdAt: row.createdAt.toISOString() };
}
