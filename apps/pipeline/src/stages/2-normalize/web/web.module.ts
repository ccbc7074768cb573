import { Module } from '@nestjs/common';

import { AccessLogModule } from './access-log/access-log.module';
import { ErrorLogModule } from './error-log/error-log.module';

/** Web servers and proxies. */
@Module({ imports: [AccessLogModule, ErrorLogModule] })
export class WebModule {}
