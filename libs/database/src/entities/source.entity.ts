import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who sends: a host, a fleet or a product. Its keys send in its name and as nobody else. */
@Entity('source')
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

  @Column('timestamptz')
  createdAt: Date;
}
