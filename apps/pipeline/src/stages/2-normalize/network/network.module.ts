import { Module } from '@nestjs/common';

/** Firewalls, flow and network sensors. */
@Module({ imports: [] })
export class NetworkModule {}
