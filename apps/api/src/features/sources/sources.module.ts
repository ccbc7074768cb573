import { Module } from '@nestjs/common';

import { KeysController } from './keys.controller';
import { SenderNews } from './sender-news';
import { SourceKeys } from './source-keys';
import { SourceRegistry } from './source-registry';
import { SourcesController } from './sources.controller';

/** Who may send. */
@Module({ controllers: [SourcesController, KeysController], providers: [SenderNews, SourceKeys, SourceRegistry] })
export class SourcesModule {}
