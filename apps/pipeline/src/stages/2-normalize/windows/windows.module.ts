import { Module } from '@nestjs/common';

import { WindowsEventModule } from './windows-event/windows-event.module';

/** Events of Windows, whichever shipper brought them. */
@Module({ imports: [WindowsEventModule] })
export class WindowsModule {}
