import { Module } from '@nestjs/common';

import { ListsModule } from '../lists/lists.module';
import { AssetEnricher } from './asset.enricher';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({ imports: [ListsModule], providers: [AssetEnricher] })
export class AssetModule {}
