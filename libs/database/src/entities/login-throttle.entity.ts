import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed sign-ins of one user name from one address, or of one address; shared by all instances, outlives a restart. */
@Entity('login_throttle')
@Index('login_throttle_last_failed_at_idx', ['lastFailedAt'])
export class LoginThrottleEntity {
  /** SHA-256 of what is throttled: the table keeps no mistyped passwords given as names. */
  @PrimaryColumn('text')
  key: string;

  @Column('int')
  failures: number;

  @Column('timestamptz')
  lastFailedAt: Date;

  @Column('timestamptz')
  blockedUntil: Date;
}
