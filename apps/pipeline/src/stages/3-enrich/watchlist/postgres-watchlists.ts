import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DatabaseReady, WatchlistEntryEntity } from '@tocsin/database';
import { DataSource, IsNull, MoreThan } from 'typeorm';

import { Watchlists, type WatchlistTerm } from './watchlists';

/** Watchlists in PostgreSQL, as the API keeps them. */
@Injectable()
export class PostgresWatchlists extends Watchlists {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ready: DatabaseReady,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async load(): Promise<readonly WatchlistTerm[]> {
    await this.ready.whenReady();
    const entries = await this.dataSource.getRepository(WatchlistEntryEntity).find({
      where: [{ expiresAt: IsNull() }, { expiresAt: MoreThan(this.clock.now()) }],
      select: { watchlistName: true, kind: true, value: true, reason: true, reference: true },
    });
    return entries.map(({ watchlistName, kind, value, reason, reference }) => ({
      list: watchlistName,
      kind,
      value,
      reason,
      reference,
    }));
  }
}
