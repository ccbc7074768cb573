import { Module } from '@nestjs/common';

import { AccessJsonModule } from './access-json/access-json.module';
import { AccessLogModule } from './access-log/access-log.module';
import { ErrorLogModule } from './error-log/error-log.module';
import { HaproxyModule } from './haproxy/haproxy.module';
import { IisModule } from './iis/iis.module';
import { SquidModule } from './squid/squid.module';
import { SquidWrappedModule } from './squid-wrapped/squid-wrapped.module';

/** Web servers and proxies. */
@Module({
  imports: [
    AccessJsonModule,
    AccessLogModule,
    ErrorLogModule,
    HaproxyModule,
    IisModule,
    SquidModule,
    SquidWrappedModule,
  ],
})
export class WebModule {}
