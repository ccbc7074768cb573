import { Module } from '@nestjs/common';

import { ReverseDnsEnricher } from './reverse-dns.enricher';
import { ReverseDnsHealth } from './reverse-dns-health';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({ providers: [ReverseDnsEnricher, ReverseDnsHealth] })
export class ReverseDnsModule {}
