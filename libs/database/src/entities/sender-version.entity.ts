import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * One row, kept by triggers: how often sources, certificates and keys have changed. Front ends that know version n read the
 * rows whose `changed_version` is above n.
 */
@Entity('sender_version')
@Check('sender_version_id_check', 'id = 1')
export class SenderVersionEntity {
  @PrimaryColumn('integer', { default: 1 })
  id: number;

  @Column('integer')
  version: number;

  /** Whoever knows only an older version reads everything: rows are gone that would have told. */
  @Column('integer')
  completeSince: number;
}
