import { Module } from '@nestjs/common';

import { CiscoModule } from './cisco/cisco.module';

/** Firewalls, flow and network sensors. */
@Module({ imports: [CiscoModule] })
export class NetworkModule {}
