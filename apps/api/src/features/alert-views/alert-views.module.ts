import { Module } from '@nestjs/common';

import { AlertViews } from './alert-views';
import { AlertViewsController } from './alert-views.controller';

/** Views of alerts kept under a name. */
@Module({ controllers: [AlertViewsController], providers: [AlertViews] })
export class AlertViewsModule {}
