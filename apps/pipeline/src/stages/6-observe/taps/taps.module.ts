import { Module } from '@nestjs/common';

import { FileModule } from './file/file.module';
import { WebhookModule } from './webhook/webhook.module';

/** The kinds of tap that come with the product. */
@Module({ imports: [FileModule, WebhookModule] })
export class TapsModule {}
