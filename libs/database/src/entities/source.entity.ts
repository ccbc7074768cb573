import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who sends: a host, a fleet or a product. Its keys send in its name and as nobody else. */
@Entity('source')
@Index('source_changed_version_idx', ['changedVersion'])
export class SourceEntity {
  @PrimaryColumn('text')
  name: string;

  @Column('text')
  description: string;

  /** How its shipper speaks, when the endpoint does not tell. */
  @Column('text', { nullable: true })
  dialect: string | null;

  /** IANA zone of times that come without one. */
  @Column('text', { default: 'UTC' })
  zone: string;

  /** Added to each of its events. */
  @Column('text', { array: true, default: () => `'{}'` })
  tags: string[];

  /** Whether it may send at all. */
  @Column('boolean', { default: true })
  isEnabled: boolean;

  /** Whether what is no event is refused instead of parked. */
  @Column('boolean', { default: false })
  isStrict: boolean;

  /** Whether a body that comes again byte by byte counts as sent again. */
  @Column('boolean', { default: true })
  remembersBodies: boolean;

  /** Null, here and in the next two: what front ends allow every source. */
  @Column('integer', { nullable: true })
  maxEventsPerSecond: number | null;

  /** Under way at once, at one front end; the bytes as well. */
  @Column('integer', { nullable: true })
  maxRequests: number | null;

  @Column('integer', { nullable: true })
  maxBytes: number | null;

  /** CIDR; empty for any. */
  @Column('text', { array: true, default: () => `'{}'` })
  allowedNetworks: string[];

  /** After how long without an event something is wrong with it. */
  @Column('integer', { nullable: true })
  longestSilenceSeconds: number | null;

  @Column('timestamptz')
  createdAt: Date;

  /** Grows with each change somebody makes, so that nobody overwrites what they have not seen. */
  @Column('integer', { default: 1 })
  version: number;

  /** Set by a trigger; see `SenderVersionEntity`. */
  @Column('integer', { default: 0, select: false })
  changedVersion: number;
}
