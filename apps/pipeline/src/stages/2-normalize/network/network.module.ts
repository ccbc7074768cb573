import { Module } from '@nestjs/common';

import { CiscoModule } from './cisco/cisco.module';
import { DnsServerModule } from './dns-server/dns-server.module';
import { FilterlogModule } from './filterlog/filterlog.module';
import { FirewallPairsModule } from './firewall-pairs/firewall-pairs.module';
import { JunosFlowModule } from './junos-flow/junos-flow.module';
import { NetfilterModule } from './netfilter/netfilter.module';
import { NetflowModule } from './netflow/netflow.module';
import { PaloaltoModule } from './paloalto/paloalto.module';
import { SuricataModule } from './suricata/suricata.module';
import { ZeekModule } from './zeek/zeek.module';
import { ZeekTsvModule } from './zeek-tsv/zeek-tsv.module';

/** Firewalls, flow and network sensors. */
@Module({
  imports: [
    CiscoModule,
    DnsServerModule,
    FilterlogModule,
    FirewallPairsModule,
    JunosFlowModule,
    NetfilterModule,
    NetflowModule,
    PaloaltoModule,
    SuricataModule,
    ZeekModule,
    ZeekTsvModule,
  ],
})
export class NetworkModule {}
