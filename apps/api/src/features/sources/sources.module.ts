import { Module } from '@nestjs/common';

import { KeysController } from './keys.controller';
import { SourceRegistry } from './source-registry';
import { SourcesController } from './sources.controller';

/** Who may send. */
@Module({ controllers: [SourcesController, KeysController], providers: [SourceRegistry] })
export class SourcesModule {}
