import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { SourceEntity } from './source.entity';

/** A client certificate that sends as one source. */
@Entity('source_certificate')
@Index('source_certificate_source_name_idx', ['sourceName'])
export class SourceCertificateEntity {
  /** Distinguished name (RFC 4514), in the one form of `distinguishedNameSchema`. */
  @PrimaryColumn('text')
  subject: string;

  @Column('text')
  @ForeignKey(() => SourceEntity)
  sourceName: string;
}
