import { Module } from '@nestjs/common';

/** Audit and flow logs of cloud providers. */
@Module({ imports: [] })
export class CloudModule {}
