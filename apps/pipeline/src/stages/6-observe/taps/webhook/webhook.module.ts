import { Module } from '@nestjs/common';

import { WebhookTap } from './webhook.tap';

/** Import it in the taps' module and the registry finds the tap by its decorator. */
@Module({ providers: [WebhookTap] })
export class WebhookModule {}
