import { Module } from '@nestjs/common';

import { EntitiesController } from './entities.controller';
import { EntityFile } from './entity-file';
import { EntityList } from './entity-list';
import { EntityLists } from './entity-lists';

/** Machines, accounts and attackers: when they were seen, and what is known of them. */
@Module({ controllers: [EntitiesController], providers: [EntityFile, EntityList, EntityLists] })
export class EntitiesModule {}
