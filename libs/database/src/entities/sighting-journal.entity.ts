import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What was seen in a batch and is not in the lists yet. */
@Entity('sighting_journal')
export class SightingJournalEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text')
  batchId: string;

  @Column('jsonb')
  sightings: object[];
}
