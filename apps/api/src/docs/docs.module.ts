import { Module } from '@nestjs/common';

import { DocsController } from './docs.controller';
import { OpenApiDocument } from './open-api-document';

/** The api, told by itself. */
@Module({ controllers: [DocsController], providers: [OpenApiDocument] })
export class DocsModule {}
