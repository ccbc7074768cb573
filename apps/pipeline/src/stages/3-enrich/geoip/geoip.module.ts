import { Module } from '@nestjs/common';

import { GeoDatabases } from './geo-databases';
import { GeoipEnricher } from './geoip.enricher';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({ providers: [GeoipEnricher, GeoDatabases] })
export class GeoipModule {}
