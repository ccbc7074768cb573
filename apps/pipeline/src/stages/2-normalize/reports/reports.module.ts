import { Module } from '@nestjs/common';

/** Monitors and scanners that report a state. */
@Module({ imports: [] })
export class ReportsModule {}
