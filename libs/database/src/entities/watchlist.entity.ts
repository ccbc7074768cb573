import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A named list of values worth a second look. */
@Entity('watchlist')
export class WatchlistEntity {
  @PrimaryColumn('text')
  name: string;

  @Column('text')
  description: string;

  @Column('timestamptz')
  createdAt: Date;
}
