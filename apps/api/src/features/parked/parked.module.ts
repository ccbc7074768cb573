import { Module } from '@nestjs/common';
import { ParkedDesk, RetrySender } from '@tocsin/parked';

import { ParkedEvents } from './parked-events';
import { ParkedRetries } from './parked-retries';
import { ParkedWork } from './parked-work';
import { ParkedController } from './parked.controller';

/** What could not be stored, and what is done about it. */
@Module({
  controllers: [ParkedController],
  providers: [ParkedDesk, ParkedEvents, ParkedRetries, ParkedWork, RetrySender],
  exports: [ParkedEvents],
})
export class ParkedModule {}
