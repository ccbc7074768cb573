import { Module } from '@nestjs/common';

import { ParkedEvents } from './parked-events';
import { ParkedController } from './parked.controller';

/** What could not be stored. */
@Module({ controllers: [ParkedController], providers: [ParkedEvents], exports: [ParkedEvents] })
export class ParkedModule {}
