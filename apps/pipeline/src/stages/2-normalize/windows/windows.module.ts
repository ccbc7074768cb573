import { Module } from '@nestjs/common';

/** Events of Windows, whichever shipper brought them. */
@Module({ imports: [] })
export class WindowsModule {}
