import { Module } from '@nestjs/common';

import { AccessLogModule } from './access-log/access-log.module';

/** Web servers and proxies. */
@Module({ imports: [AccessLogModule] })
export class WebModule {}
