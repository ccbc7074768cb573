import { Module } from '@nestjs/common';

import { BatchModule } from '../../../batch/batch.module';
import { ListHealth } from './list-health';
import { ListKeeper } from './list-keeper';
import { ListLoader } from './list-loader';
import { ListSource } from './list-source';
import { PostgresLists } from './postgres-lists';

/** Gives the one keeper of all lists to the enrichers that read them. */
@Module({
  imports: [BatchModule],
  providers: [ListKeeper, ListLoader, ListHealth, { provide: ListSource, useClass: PostgresLists }],
  exports: [ListKeeper],
})
export class ListsModule {}
