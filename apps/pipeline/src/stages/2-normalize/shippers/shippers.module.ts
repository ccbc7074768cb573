import { Module } from '@nestjs/common';

import { AliasModule } from './alias/alias.module';
import { SyslogLineModule } from './syslog-line/syslog-line.module';

/** What shippers and protocols put around what happened. */
@Module({ imports: [AliasModule, SyslogLineModule] })
export class ShippersModule {}
