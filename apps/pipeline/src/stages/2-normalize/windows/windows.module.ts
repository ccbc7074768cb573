import { Module } from '@nestjs/common';

import { WindowsEventModule } from './windows-event/windows-event.module';
import { WindowsXmlModule } from './windows-xml/windows-xml.module';

/** Events of Windows, whichever shipper brought them. */
@Module({ imports: [WindowsEventModule, WindowsXmlModule] })
export class WindowsModule {}
