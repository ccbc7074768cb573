import { Module } from '@nestjs/common';

import { EntitiesController } from './entities.controller';
import { EntityFile } from './entity-file';
import { EntityList } from './entity-list';
import { EntityLists } from './entity-lists';
import { KeyStaffList } from './key-staff';
import { KeyStaffController } from './key-staff.controller';
import { SeenEntities } from './seen-entities';

/** Machines, accounts and attackers: when they were seen, and what is known of them. */
@Module({
  controllers: [EntitiesController, KeyStaffController],
  providers: [EntityFile, EntityList, EntityLists, KeyStaffList, SeenEntities],
  exports: [EntityLists, SeenEntities],
})
export class EntitiesModule {}
