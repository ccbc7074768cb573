import { Module } from '@nestjs/common';

import { AccessLogModule } from './access-log/access-log.module';
import { ErrorLogModule } from './error-log/error-log.module';
import { SquidModule } from './squid/squid.module';
import { SquidWrappedModule } from './squid-wrapped/squid-wrapped.module';

/** Web servers and proxies. */
@Module({ imports: [AccessLogModule, ErrorLogModule, SquidModule, SquidWrappedModule] })
export class WebModule {}
