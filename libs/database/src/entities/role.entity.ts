import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role that an installation made itself. Accounts and invitations name it. */
@Entity('role')
export class RoleEntity {
  @PrimaryColumn('text')
  name: string;

  @Column('text')
  description: string;

  @Column('text', { array: true })
  permissions: string[];

  /** Grows with every change; what somebody saw who changes it. */
  @Column('int')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
