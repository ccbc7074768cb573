import { Module } from '@nestjs/common';

import { AssetModule } from './asset/asset.module';
import { GeoipModule } from './geoip/geoip.module';
import { IdentityModule } from './identity/identity.module';
import { LastSeenEnricherModule } from './last-seen/last-seen-enricher.module';
import { PreviousAttackerModule } from './previous-attacker/previous-attacker.module';
import { ReverseDnsModule } from './reverse-dns/reverse-dns.module';
import { ThreatIndicatorModule } from './threat-indicator/threat-indicator.module';
import { VipModule } from './vip/vip.module';
import { WatchlistModule } from './watchlist/watchlist.module';

/** The enrichers that come with the product. */
@Module({
  imports: [
    LastSeenEnricherModule,
    PreviousAttackerModule,
    AssetModule,
    GeoipModule,
    IdentityModule,
    ReverseDnsModule,
    ThreatIndicatorModule,
    VipModule,
    WatchlistModule,
  ],
})
export class EnrichModule {}
