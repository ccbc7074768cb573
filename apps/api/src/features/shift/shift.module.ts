import { Module } from '@nestjs/common';

import { ShiftChanges } from './shift-changes';
import { ShiftController } from './shift.controller';
import { ShiftCrew } from './shift-crew';
import { ShiftDesk, ShiftParts } from './shift-desk';
import { ShiftTimes } from './shift-times';

/** Who is on shift, and what is handed over. */
@Module({
  controllers: [ShiftController],
  providers: [ShiftChanges, ShiftCrew, ShiftDesk, ShiftParts, ShiftTimes],
  exports: [ShiftChanges, ShiftCrew, ShiftDesk, ShiftTimes],
})
export class ShiftModule {}
