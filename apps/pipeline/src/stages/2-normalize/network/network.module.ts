import { Module } from '@nestjs/common';

import { CiscoModule } from './cisco/cisco.module';
import { FilterlogModule } from './filterlog/filterlog.module';
import { JunosFlowModule } from './junos-flow/junos-flow.module';
import { NetfilterModule } from './netfilter/netfilter.module';

/** Firewalls, flow and network sensors. */
@Module({ imports: [CiscoModule, FilterlogModule, JunosFlowModule, NetfilterModule] })
export class NetworkModule {}
