import { Module } from '@nestjs/common';

/** Web servers and proxies. */
@Module({ imports: [] })
export class WebModule {}
